package io.talkoo.engine.internal.store;

final class SqlitePayloadTest extends StorePayloadSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
