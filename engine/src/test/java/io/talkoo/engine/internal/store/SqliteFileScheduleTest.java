package io.talkoo.engine.internal.store;

final class SqliteFileScheduleTest extends StoreScheduleSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
