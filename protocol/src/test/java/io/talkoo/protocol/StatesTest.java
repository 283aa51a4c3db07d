package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"PROGRESS", "A", "STEP_TWO", "_"})
    void aTaskMayReportAWordOfItsOwn(String state) {
        assertThat(States.isCustom(state)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "progress", "STEP2", "A B", "PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE", "REVOKED"})
    void aTaskMayNotReportABuiltInStateOrWhatIsNoWord(String state) {
        assertThat(States.isCustom(state)).isFalse();
    }

    @Test
    void aWordHasAtMost64Letters() {
        assertThat(States.isWord("A".repeat(64))).isTrue();
        assertThat(States.isWord("A".repeat(65))).isFalse();
    }
}
