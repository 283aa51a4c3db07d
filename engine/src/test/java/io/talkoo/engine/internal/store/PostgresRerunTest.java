package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.PostgresServer;

final class PostgresRerunTest extends StoreRerunSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }
}
