package io.talkoo.engine.internal.store;

final class SqliteMemoryWriteTest extends StoreWriteSuite {
    @Override
    String url() {
        return "jdbc:sqlite::memory:";
    }
}
