package io.talkoo.engine.internal.store;

import io.talkoo.engine.fixture.PostgresServer;

final class PostgresPayloadTest extends StorePayloadSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }
}
