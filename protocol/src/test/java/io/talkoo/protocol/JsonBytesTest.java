package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private static final ObjectMapper MAPPER = Json.mapper();

    private record Holder(JsonBytes value, String next) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.10",
                "-0.0",
                "1e400",
                "1E+400",
                "123456789012345678901234567890123456789012345678901234567890",
                "0.1000000000000000055511151231257827021181583404541015625",
                "true",
                "false",
                "\"\"",
                "\"\\u0000\"",
                "\"\\ud83d\\ude00 \\\"quoted\\\" \\\\ \\/ \\n\"",
                "\"hääyö 😀\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[1, 2 ,3 ]",
                "{\"b\": [1.0, {\"a\": null}], \"a\" : {\"x\":\"}]\"}}",
            })
    void aValueComesBackExactlyAsItWasSent(String json) throws IOException {
        assertThat(fromBytes(" " + json + "\n")).hasToString(json);
        assertThat(inObject("{\"value\":" + json + "}")).hasToString(json);
        assertThat(inObject("{ \"value\" : " + json + " , \"next\" : \"n\" }")).hasToString(json);
        assertThat(inObject("{\"next\":\"n\",\"value\":\n" + json + "\n}")).hasToString(json);
        assertThat(MAPPER.writeValueAsString(new Holder(JsonBytes.of(json), "n")))
                .isEqualTo("{\"value\":" + json + ",\"next\":\"n\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1.10",
                "1E+400",
                "123456789012345678901234567890123456789012345678901234567890",
                "true",
                "\"\\u0000\"",
                "\"hääyö 😀\"",
                "[1,2,[{}]]",
                "{\"b\":[1.0,{\"a\":null}],\"a\":{\"x\":\"}]\"}}",
            })
    void fromTextAndStreamsAValueKeepsItsDigitsAndOrder(String json) throws IOException {
        String object = "{ \"value\" : " + json + " , \"next\" : \"n\" }";

        assertThat(MAPPER.readValue(object, Holder.class).value()).hasToString(json);
        assertThat(MAPPER.readValue(new ByteArrayInputStream(utf8(object)), Holder.class)
                        .value())
                .hasToString(json);
        assertThat(MAPPER.readValue(object.getBytes(StandardCharsets.UTF_16LE), Holder.class)
                        .value())
                .hasToString(json);
        assertThat(MAPPER.treeToValue(MAPPER.readTree(utf8(object)), Holder.class)
                        .value()
                        .sameValue(JsonBytes.of(json)))
                .isTrue();
    }

    @Test
    void valuesInAListAreCutApart() throws IOException {
        List<JsonBytes> list =
                MAPPER.readValue(utf8("[1 ,2.50, \"a\",[ ] , {\"x\" : 1} ,null, true]"), new TypeReference<>() {});

        assertThat(list)
                .containsExactly(
                        JsonBytes.of("1"),
                        JsonBytes.of("2.50"),
                        JsonBytes.of("\"a\""),
                        JsonBytes.of("[ ]"),
                        JsonBytes.of("{\"x\" : 1}"),
                        null,
                        JsonBytes.of("true"));
    }

    @Test
    void aValueIsCutOutOfThePartOfAnArrayThatIsRead() throws IOException {
        byte[] bytes = utf8("garbage{\"value\":[4, 2],\"next\":\"n\"}garbage");

        Holder holder = MAPPER.readValue(bytes, 7, bytes.length - 14, Holder.class);

        assertThat(holder.value()).hasToString("[4, 2]");
    }

    @Test
    void aByteOrderMarkMovesNothing() throws IOException {
        assertThat(MAPPER.readValue(utf8("\ufeff{\"value\":[4, 2]}"), Holder.class)
                        .value())
                .hasToString("[4, 2]");
    }

    @Test
    void readingOnAfterAValueMissesNothing() throws IOException {
        Holder holder = MAPPER.readValue(utf8("{\"value\":{\"deep\":[[1]]},\"next\":\"n\"}"), Holder.class);

        assertThat(holder.next()).isEqualTo("n");
    }

    @Test
    void nullIsAbsent() throws IOException {
        assertThat(inObject("{\"value\":null}")).isNull();
        assertThat(inObject("{}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1,", "[1}", "tru", "01", "1.", "+1", "\"a", "{\"a\" 1}", "{'a':1}", "[1]]", "[1] 2", "NaN"})
    void whatIsNotJsonIsRefused(String text) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> fromBytes(text));
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> inObject("{\"value\":" + text + "}"));
    }

    @Test
    void invalidUtf8IsRefusedWhereverItStands() {
        assertRefused(new byte[] {(byte) 0xC0, (byte) 0x80});
        assertRefused(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        assertRefused(new byte[] {(byte) 0xFF});
        assertRefused(new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80});
    }

    private static void assertRefused(byte[] sequence) {
        byte[] json = utf8("{\"value\":[\"" + "_".repeat(sequence.length) + "\"]}");
        System.arraycopy(sequence, 0, json, 11, sequence.length);

        assertThatExceptionOfType(IOException.class)
                .as(Arrays.toString(sequence))
                .isThrownBy(() -> MAPPER.readValue(json, Holder.class));
    }

    @Test
    void nestingDeeperThanTheLimitIsRefused() throws IOException {
        assertThat(fromBytes(nested(Json.MAX_DEPTH))).hasToString(nested(Json.MAX_DEPTH));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> fromBytes(nested(Json.MAX_DEPTH + 1)));
    }

    @Test
    void theSameValueIsTheSameInAnySpelling() {
        assertThat(JsonBytes.of("{\"a\":1,\"b\":[1,2]}").sameValue(JsonBytes.of("{ \"b\": [1, 2], \"a\": 1 }")))
                .isTrue();
        assertThat(JsonBytes.of("[1,2]").sameValue(JsonBytes.of("[2,1]"))).isFalse();
    }

    @Test
    void equalityComparesBytes() {
        assertThat(JsonBytes.of("[1]")).isEqualTo(JsonBytes.of("[1]")).hasSameHashCodeAs(JsonBytes.of("[1]"));
        assertThat(JsonBytes.of("[1]")).isNotEqualTo(JsonBytes.of("[ 1]"));
    }

    @Test
    void bytesThatAreNotJsonCannotBecomeATree() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> JsonBytes.of("{").toTree());
    }

    @Test
    void anObjectBecomesItsJson() throws JsonProcessingException {
        assertThat(JsonBytes.write(List.of("a", 1))).hasToString("[\"a\",1]");
        assertThat(JsonBytes.write(null).isNull()).isTrue();
    }

    @Test
    void aLargeValuePassesTheGeneratorsBuffer() throws IOException {
        String large = "[\"" + "ä😀".repeat(20_000) + "\"]";

        byte[] written = MAPPER.writeValueAsBytes(new Holder(JsonBytes.of(large), "n"));

        assertThat(MAPPER.readValue(written, Holder.class).value()).hasToString(large);
        assertThat(MAPPER.writeValueAsString(new Holder(JsonBytes.of(large), "n")))
                .contains(large);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static JsonBytes fromBytes(String json) throws IOException {
        return MAPPER.readValue(utf8(json), JsonBytes.class);
    }

    private static JsonBytes inObject(String json) throws IOException {
        return MAPPER.readValue(utf8(json), Holder.class).value();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTreeOfARecordHoldsTheValueItself() {
        assertThat(Json.mapper()
                        .<com.fasterxml.jackson.databind.JsonNode>valueToTree(JsonBytes.of("{\"a\":[1]}"))
                        .at("/a/0")
                        .intValue())
                .isEqualTo(1);
    }
}
