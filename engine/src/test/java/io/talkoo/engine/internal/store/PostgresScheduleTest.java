package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.PostgresServer;

final class PostgresScheduleTest extends StoreScheduleSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }
}
