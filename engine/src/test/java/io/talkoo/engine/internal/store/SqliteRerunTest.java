package io.talkoo.engine.internal.store;

final class SqliteRerunTest extends StoreRerunSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
