package io.talkoo.engine.internal.store;

final class SqliteKindTest extends StoreKindSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
