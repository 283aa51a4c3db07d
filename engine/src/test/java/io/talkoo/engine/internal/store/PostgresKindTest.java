package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.protocol.TaskFilter;
import java.time.Clock;
import org.junit.jupiter.api.Test;

final class PostgresKindTest extends StoreKindSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }

    @Test
    void aKindThatAnotherNodeHasJustStoredIsListed() {
        TaskFilter filter = TaskFilter.ALL.withName("mail.send");
        assertThat(listed(filter)).isEmpty();

        try (TaskStore other = TaskStore.open(settings(), directory, Clock.systemUTC(), payloads())) {
            other.partitions(PARTITIONS);
            get(other.save(task(id(1)).name("mail.send").build(), 1));
        }

        assertThat(listed(filter)).containsExactly(id(1));
    }
}
