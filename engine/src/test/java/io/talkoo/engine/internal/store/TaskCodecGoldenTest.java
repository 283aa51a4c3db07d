package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.GoldenFile;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.wire.Samples;
import io.talkoo.protocol.Payloads;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TaskCodecGoldenTest {
    private static final String FORMAT = "task-rows";

    private final TaskCodec codec = new TaskCodec(Payloads.PLAIN);

    @Test
    void thisVersionWritesTheBytesOfItsGoldenFile() {
        Map<String, byte[]> written = new TreeMap<>();
        samples().forEach((name, task) -> written.put(name, codec.encode(task)));

        GoldenFile.current(FORMAT).holds(written);
    }

    @Test
    void whatThisVersionWroteIsReadAsItWas() {
        Map<String, TaskRecord> samples = samples();

        GoldenFile.current(FORMAT)
                .read()
                .forEach((name, bytes) ->
                        assertThat(codec.decode(bytes)).as(name).isEqualTo(samples.get(name)));
    }

    @Test
    void whatEveryVersionWroteIsStillRead() {
        assertThat(GoldenFile.all(FORMAT))
                .allSatisfy(file -> assertThat(file.read())
                        .isNotEmpty()
                        .allSatisfy((name, bytes) ->
                                assertThat(codec.decode(bytes).spec().name()).isNotNull()));
    }

    private static Map<String, TaskRecord> samples() {
        Map<String, TaskRecord> samples = new TreeMap<>();
        Samples.fixed(List.of()).forEach((variant, makes) -> samples.put(variant, makes.make(TaskRecord.class)));
        return samples;
    }
}
