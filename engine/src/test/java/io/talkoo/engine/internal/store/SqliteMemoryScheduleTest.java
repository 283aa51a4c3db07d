package io.talkoo.engine.internal.store;

final class SqliteMemoryScheduleTest extends StoreScheduleSuite {
    @Override
    String url() {
        return "jdbc:sqlite::memory:";
    }
}
