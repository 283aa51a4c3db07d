package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.PostgresServer;

final class PostgresWriteTest extends StoreWriteSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }
}
