package io.talkoo.engine.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretValuesTest {
    private static SecretValues of(String json) {
        return new SecretValues(new Masks(List.of("key")), null)
                .addCall(null, JsonBytes.of("{\"key\":" + json + "}"), 0);
    }

    @Test
    void everyPlaceOfAValueIsHiddenInMessageAndTraceback() {
        TaskError error = new TaskError("a.B", "hunter2, again hunter2", "a.B: hunter2\n\tat x", null);

        assertThat(of("\"hunter2\"").hide(error))
                .isEqualTo(new TaskError("a.B", "***, again ***", "a.B: ***\n\tat x", null));
    }

    @Test
    void allThatStandsBelowASecretNameIsSecret() {
        assertThat(of("{\"a\":[\"first\",{\"b\":123456}],\"c\":true}").hide("first, 123456, true"))
                .isEqualTo("***, ***, true");
    }

    @Test
    void aShortValueIsMetEverywhereAndStays() {
        assertThat(of("[\"abc\", 12]").hide("abc 12")).isEqualTo("abc 12");
        assertThat(of("\"abcd\"").hide("abcd")).isEqualTo("***");
    }

    @Test
    void theLongerOfTwoGoesFirst() {
        assertThat(of("[\"open\", \"open sesame\"]").hide("open sesame, open")).isEqualTo("***, ***");
    }

    @Test
    void aValueThatWasShortenedIsHiddenAsFarAsItGoes() {
        String secret = "0123456789".repeat(10);

        assertThat(of("\"" + secret + "\"").hide("got \"" + secret.substring(0, 40) + "…, no"))
                .isEqualTo("got \"***…, no");
    }

    @Test
    void aValueIsHiddenAsJsonWritesItToo() {
        assertThat(of("\"say \\\"please\\\"\"").hide("got \"say \\\"please\\\"\""))
                .isEqualTo("got \"***\"");
    }

    @Test
    void argumentsAndHeadersAreLookedThrough() {
        SecretMarks marks = new SecretMarks(List.of(1), List.of("pin"), null, false, List.of("session"));
        SecretValues values = new SecretValues(new Masks(List.of()), marks)
                .addCall(JsonBytes.of("[\"shown\",\"hidden\"]"), JsonBytes.of("{\"pin\":4711}"), 0)
                .addHeaders(Map.of("session", "abcdef", "tenant", "open"));

        assertThat(values.hide("shown hidden 4711 abcdef open")).isEqualTo("shown *** *** *** open");
    }

    @Test
    void aRefusalIsHiddenWithItsPlaces() {
        TalkooException refusal = new TalkooException(
                ProblemType.BAD_ARGUMENTS, "key: got hunter2", new Problem.Fault("/kwargs/key", "got hunter2"));

        TalkooException hidden = of("\"hunter2\"").hide(refusal);

        assertThat(hidden.type()).isEqualTo(ProblemType.BAD_ARGUMENTS);
        assertThat(hidden).hasMessage("key: got ***");
        assertThat(hidden.problem().errors()).containsExactly(new Problem.Fault("/kwargs/key", "got ***"));
    }

    @Test
    void nothingIsNothing() {
        assertThat(of("1").hide((String) null)).isNull();
        assertThat(of("\"hunter2\"").hide((TaskError) null)).isNull();
    }
}
