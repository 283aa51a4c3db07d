package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> FIELDS = List.of("name", "args", "kwargs", "priority", "timeLimit", "eta");

    @ParameterizedTest
    @CsvSource({"nam,name", "nmae,name", "kwarg,kwargs", "arg,args", "priorty,priority", "timelimit,timeLimit"})
    void theWordWithTheFewestDifferencesIsMeant(String written, String meant) {
        assertThat(Nearest.to(written, FIELDS)).contains(meant);
    }

    @Test
    void nothingIsMeantByAWordThatIsLikeNone() {
        assertThat(Nearest.to("countdown", FIELDS)).isEmpty();
        assertThat(Nearest.hint("countdown", FIELDS)).isEmpty();
        assertThat(Nearest.hint("anything", List.of())).isEmpty();
    }

    @Test
    void aWordOfAMillionLettersIsLikeNone() {
        assertThat(Nearest.to("n".repeat(1_000_000), FIELDS)).isEmpty();
    }

    @Test
    void aHintIsTheEndOfASentence() {
        assertThat(Nearest.hint("timelimit", FIELDS)).isEqualTo("; did you mean \"timeLimit\"?");
    }
}
