package io.talkoo.engine.internal.store;

final class SqliteFileWriteTest extends StoreWriteSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
