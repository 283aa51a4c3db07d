package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class StoreShrinkTest extends StoreSuite {
    private static final int MIB = 1 << 20;

    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }

    @Test
    void theFileShrinksAfterRetentionAndItsLogTooAndWhatIsKeptStays() throws IOException {
        JsonBytes args = JsonBytes.of("[\"" + "x".repeat(100_000) + "\"]");
        for (int i = 0; i < 400; i++) {
            save(task(id(i)).args(args).ended(Phase.SUCCESS, i < 390 ? CREATED : CREATED.plusSeconds(60)));
        }
        get(store.shrink());
        long full = sizeBytes("talkoo.db");

        while (get(store.purge(CREATED.plusSeconds(1), 100)) == 100) {
            assertThat(store.fault()).isEmpty();
        }
        long freed = get(store.shrink());

        assertThat(full).isGreaterThan(30L * MIB);
        assertThat(sizeBytes("talkoo.db")).isLessThan(full / 2).isEqualTo(full - freed);
        assertThat(sizeBytes("talkoo.db-wal")).isZero();
        for (int i = 390; i < 400; i++) {
            assertThat(get(store.load(id(i)))).isPresent();
        }
    }

    private long sizeBytes(String file) throws IOException {
        return Files.size(directory.resolve(file));
    }
}
