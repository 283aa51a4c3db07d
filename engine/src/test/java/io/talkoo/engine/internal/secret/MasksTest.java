package io.talkoo.engine.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.JsonBytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MasksTest {
    private final Masks none = new Masks(List.of());
    private final Masks names = new Masks(List.of("Password", "token"));

    private static SecretMarks marks(int position, String parameter, String... fields) {
        return new SecretMarks(List.of(position), List.of(parameter), List.of(fields), false, null);
    }

    private static JsonBytes json(String text) {
        return JsonBytes.of(text);
    }

    @Test
    void whatHasNoSecretIsTheSameBytes() {
        JsonBytes args = json("[ 1.10, {\"a\" : 12345678901234567890} ]");

        assertThat(none.args(args, null, 0)).isSameAs(args);
        assertThat(names.args(args, null, 0)).isSameAs(args);
        assertThat(names.args(args, marks(3, "d", "b"), 0)).isSameAs(args);
    }

    @Test
    void aMarkedArgumentIsHiddenByPositionAndByName() {
        SecretMarks second = marks(1, "key");

        assertThat(none.args(json("[1,{\"a\":2},3]"), second, 0)).isEqualTo(json("[1,\"***\",3]"));
        assertThat(none.kwargs(json("{\"key\":[1],\"other\":{\"key\":2}}"), second))
                .isEqualTo(json("{\"key\":\"***\",\"other\":{\"key\":2}}"));
    }

    @Test
    void positionsCountFromTheFirstArgumentOfTheCall() {
        assertThat(none.args(json("[1,2]"), marks(1, "b"), 1)).isEqualTo(json("[\"***\",2]"));
        assertThat(none.args(json("[1,2]"), marks(0, "a"), 1)).isEqualTo(json("[1,2]"));
    }

    @Test
    void aMarkedFieldIsHiddenAtAnyDepth() {
        SecretMarks pin = new SecretMarks(null, null, List.of("pin"), false, null);

        assertThat(none.args(json("[{\"cards\":[{\"pin\":1,\"no\":2},{\"pin\":null}]}]"), pin, 0))
                .isEqualTo(json("[{\"cards\":[{\"pin\":\"***\",\"no\":2},{\"pin\":\"***\"}]}]"));
        assertThat(none.result(json("{\"pin\":1}"), pin)).isEqualTo(json("{\"pin\":\"***\"}"));
        assertThat(none.value(json("{\"pin\":1}"), pin)).isEqualTo(json("{\"pin\":\"***\"}"));
    }

    @Test
    void aNameOfTheSettingsIsHiddenHoweverItIsWritten() {
        assertThat(names.kwargs(json("{\"PASSWORD\":\"x\",\"a\":{\"Token\":{\"b\":1}}}"), null))
                .isEqualTo(json("{\"PASSWORD\":\"***\",\"a\":{\"Token\":\"***\"}}"));
        assertThat(names.headers(Map.of("TOKEN", "x", "tenant", "a"), null))
                .isEqualTo(Map.of("TOKEN", "***", "tenant", "a"));
        assertThat(names.result(json("[{\"token\":1}]"), null)).isEqualTo(json("[{\"token\":\"***\"}]"));
    }

    @Test
    void aMarkedResultIsHiddenAsAWholeOnceThereIsOne() {
        SecretMarks result = new SecretMarks(null, null, null, true, null);

        assertThat(none.result(json("{\"a\":1}"), result)).isEqualTo(json("\"***\""));
        assertThat(none.result(null, result)).isNull();
        assertThat(none.args(json("[1]"), result, 0)).isEqualTo(json("[1]"));
    }

    @Test
    void numbersBesideASecretKeepTheirDigits() {
        assertThat(none.args(json("[1.10,12345678901234567890,\"x\"]"), marks(2, "c"), 0))
                .isEqualTo(json("[1.10,12345678901234567890,\"***\"]"));
    }

    @Test
    void whatCannotBeReadIsHiddenAsAWhole() {
        assertThat(names.value(json("{\"token\":"), null)).isEqualTo(json("\"***\""));
    }

    @Test
    void aTaskIsNotFoundByAHeaderThatWasSecretWhenItCame() {
        SecretMarks marks = names.marks(null, Map.of("Token", "x", "tenant", "a"));

        assertThat(marks.shown(Map.of("Token", "x", "tenant", "a"))).isEqualTo(Map.of("tenant", "a"));
        assertThat(names.marks(null, Map.of("tenant", "a"))).isNull();
        assertThat(none.headers(Map.of("Token", "x"), marks)).isEqualTo(Map.of("Token", "***"));
    }
}
