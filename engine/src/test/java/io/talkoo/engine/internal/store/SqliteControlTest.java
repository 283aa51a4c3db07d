package io.talkoo.engine.internal.store;

final class SqliteControlTest extends StoreControlSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
