package io.talkoo.engine;

import io.talkoo.config.TalkooSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class TransactionalOnSqliteTest extends TransactionalSuite {
    @TempDir
    private Path directory;

    @Override
    TalkooSettings settings() {
        return TalkooSettings.defaults().with("data-dir", directory);
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("talkoo.db"));
    }
}
