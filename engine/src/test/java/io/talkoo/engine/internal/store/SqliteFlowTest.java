package io.talkoo.engine.internal.store;

final class SqliteFlowTest extends StoreFlowSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
