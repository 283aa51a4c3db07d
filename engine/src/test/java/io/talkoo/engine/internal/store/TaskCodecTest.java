package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TaskError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskCodecTest {
    private final TaskCodec codec = new TaskCodec(Payloads.PLAIN);

    @Test
    void everyFieldComesBack() {
        TaskRecord full = full(Instant.parse("2026-11-20T08:10:00.123456789Z"), Expires.after(Duration.ofMillis(1500)));

        assertThat(codec.decode(codec.encode(full))).isEqualTo(full);
    }

    @Test
    void aBareTaskComesBack() {
        TaskRecord bare = TaskSample.task("a").build();

        assertThat(codec.decode(codec.encode(bare))).isEqualTo(bare);
    }

    /** A task revoked without a word while it ran was forgotten to be revoked. */
    @Test
    void anEmptyTextIsNoMissingOne() throws IOException {
        byte[] row = codec.encode(full(Instant.EPOCH, null));
        ObjectMapper cbor = new CBORMapper();
        ObjectNode tree = (ObjectNode) cbor.readTree(Arrays.copyOfRange(row, 1, row.length));
        byte[] changed = cbor.writeValueAsBytes(tree.put("revoking", ""));
        row = Arrays.copyOf(row, changed.length + 1);
        System.arraycopy(changed, 0, row, 1, changed.length);

        TaskRecord revoking = codec.decode(row);

        assertThat(revoking.revoking()).isEmpty();
        assertThat(codec.decode(codec.encode(revoking))).isEqualTo(revoking);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "1969-12-31T23:59:59.999999999Z",
                "+999999999-12-31T23:59:59.999999999Z",
                "-999999999-01-01T00:00:00Z"
            })
    void anyInstantComesBack(String instant) {
        TaskRecord task = full(Instant.parse(instant), Expires.at(Instant.parse(instant)));

        assertThat(codec.decode(codec.encode(task))).isEqualTo(task);
    }

    @Test
    void fieldsOfALaterVersionAreIgnoredAndMissingOnesAreEmpty() throws IOException {
        byte[] row = codec.encode(TaskSample.task("a").build());
        ObjectMapper cbor = new CBORMapper();
        ObjectNode tree = (ObjectNode) cbor.readTree(Arrays.copyOfRange(row, 1, row.length));
        tree.put("later", 1).putArray("more").add(2);
        ((ObjectNode) tree.get("spec")).remove("timeLimit");
        byte[] changed = cbor.writeValueAsBytes(tree);
        byte[] later = new byte[changed.length + 1];
        later[0] = row[0];
        System.arraycopy(changed, 0, later, 1, changed.length);

        TaskRecord read = codec.decode(later);

        assertThat(read.id()).isEqualTo("a");
        assertThat(read.spec().timeLimit()).isNull();
    }

    @Test
    void anotherFormatIsRefusedByItsNumber() {
        assertThatThrownBy(() -> codec.decode(new byte[] {2, 0}))
                .hasMessageContaining("expected a task in format 1, got 2");
        assertThatThrownBy(() -> codec.decode(new byte[0])).hasMessageContaining("got nothing");
    }

    private static TaskRecord full(Instant time, Expires expires) {
        TaskError error = new TaskError("a.B", "no\u0000", "at x", new TaskError.Cause("1", "n", "t", null));
        TaskSpec spec = new TaskSpec(
                "0193-id",
                "math.add",
                "default",
                9,
                JsonBytes.of("[12345678901234567890, 1.10]"),
                JsonBytes.of("{\"c\": 1}"),
                Duration.ofSeconds(-1, 5),
                time,
                expires,
                time,
                Duration.ofSeconds(Long.MAX_VALUE, 7),
                Duration.ofMillis(1),
                new RetryOverrides(-1, Duration.ofSeconds(3), 2.5, null, false),
                true,
                true,
                Duration.ofHours(24),
                "parent",
                "root",
                "group",
                Map.of("tenant", "ä"),
                time);
        return new TaskRecord(
                spec,
                Phase.FAILURE,
                "PROGRESS",
                time,
                1,
                2,
                3,
                4,
                time,
                time,
                "node-1",
                JsonBytes.NULL,
                JsonBytes.of("{}"),
                error,
                List.of(new Attempt(1, time, null, "node-1", "FAILURE", error)),
                "operator",
                time,
                JsonBytes.of("[1]"),
                "replacement",
                null);
    }
}
