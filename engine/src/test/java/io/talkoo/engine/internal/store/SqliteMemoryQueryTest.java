package io.talkoo.engine.internal.store;

final class SqliteMemoryQueryTest extends StoreQuerySuite {
    @Override
    String url() {
        return "jdbc:sqlite::memory:";
    }
}
