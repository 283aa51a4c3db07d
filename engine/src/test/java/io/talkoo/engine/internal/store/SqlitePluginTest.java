package io.talkoo.engine.internal.store;

final class SqlitePluginTest extends StateStorePluginSuite {
    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }
}
