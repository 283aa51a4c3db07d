package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.PostgresServer;

final class PostgresUniqueTest extends StoreUniqueSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }

    @Override
    TaskStore second() {
        return another();
    }
}
