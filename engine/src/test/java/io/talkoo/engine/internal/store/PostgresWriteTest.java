package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.fixture.PostgresServer;
import org.junit.jupiter.api.Test;

final class PostgresWriteTest extends StoreWriteSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }

    @Test
    void aTextThatPostgresCannotHoldFailsItsRowAndIsNoFaultOfTheStore() {
        assertThatThrownBy(() -> save(task(id(1)).name("a\0b")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0x00");

        assertThat(store.fault()).isEmpty();
        save(task(id(1)));
    }
}
