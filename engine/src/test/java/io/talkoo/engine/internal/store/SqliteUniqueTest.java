package io.talkoo.engine.internal.store;

final class SqliteUniqueTest extends StoreUniqueSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }

    /** A file belongs to one node. */
    @Override
    TaskStore second() {
        return store;
    }
}
