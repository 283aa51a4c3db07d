package io.talkoo.engine;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

final class PostgresPayloadCodecTest extends PayloadCodecSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    TalkooSettings settings() {
        return TalkooSettings.defaults().with("store.url", url).with("store.user", PostgresServer.USER);
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, "");
    }
}
