package io.talkoo.engine.internal.store;

final class SqliteFileQueryTest extends StoreQuerySuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
