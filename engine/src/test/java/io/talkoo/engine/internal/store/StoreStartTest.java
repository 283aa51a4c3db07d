package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says to an operator who starts it where it cannot run. */
final class StoreStartTest {
    @TempDir
    Path directory;

    @Test
    void theDataDirectoryIsMadeWhereMissing() {
        openStore(directory.resolve("a/b"), "").close();

        assertThat(directory.resolve("a/b/talkoo.db")).exists();
    }

    @Test
    void aSecondStoreInTheSameProcessIsRefusedUntilTheFirstIsClosed() {
        try (TaskStore first = openStore(directory, "")) {
            assertThat(first.fault()).isEmpty();
            assertRefused("").hasMessageContaining("in use by another node");
        }

        openStore(directory, "").close();
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process holder = startHolder();
        try {
            BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8);
            assertThat(lines.readLine()).isEqualTo("open");

            assertRefused("").hasMessageContaining("in use by another node");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        try (TaskStore store = openStore(directory, "")) {
            assertThat(StoreSuite.get(store.load("kept"))).isPresent();
        }
    }

    private Process startHolder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another node: writes a task, says so and stays until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            TaskStore store = openStore(Path.of(args[0]), "");
            store.partitions(4);
            StoreSuite.get(store.save(task("kept").build(), 1));
            System.out.println("open");
            System.in.read();
        }
    }

    @Test
    void anythingButSqliteIsRefusedByItsUrl() {
        for (String url : new String[] {"jdbc:mysql://localhost/talkoo", "talkoo.db", "jdbc:sqlite:"}) {
            assertRefused(url).hasMessageContaining("expected a store url").hasMessageContaining(url);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(directory.resolve("talkoo.db"), "Dear diary, ".repeat(1000));

        assertRefused("").hasMessageContaining("talkoo.db").hasMessageContaining("not a database");
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException {
        execute("CREATE TABLE invoice(id INTEGER)");

        assertRefused("").hasMessageContaining("database of another program");

        execute("INSERT INTO invoice VALUES (1)");
    }

    @Test
    void aTruncatedDatabaseIsRefused() throws IOException {
        try (TaskStore store = openStore(directory, "")) {
            store.partitions(4);
            for (int i = 0; i < 100; i++) {
                StoreSuite.get(store.save(task("task" + i).build(), 1));
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("talkoo.db").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        assertRefused("").hasMessageContaining("malformed").hasMessageContaining("restore it from a backup");
    }

    @Test
    void aDatabaseThatWasOverwrittenInTheMiddleIsRefused() throws IOException {
        try (TaskStore store = openStore(directory, "")) {
            store.partitions(4);
            for (int i = 0; i < 100; i++) {
                StoreSuite.get(store.save(task("task" + i).build(), 1));
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("talkoo.db").toFile(), "rw")) {
            file.seek(file.length() / 3);
            file.write(new byte[(int) file.length() / 3]);
        }

        assertRefused("").hasMessageContaining("damaged").hasMessageContaining("restore it from a backup");
    }

    @Test
    void tablesOfANewerVersionAreRefused() throws SQLException {
        openStore(directory, "").close();
        execute("INSERT INTO schema_version SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by,"
                + " installed_on, 1, 1 FROM schema_version WHERE version = '1'");

        assertRefused("").hasMessageContaining("newer version of Talkoo").hasMessageContaining("99");
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws IOException {
        Files.writeString(directory.resolve("data"), "");

        assertThatThrownBy(() -> openStore(directory.resolve("data"), ""))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("data directory");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("talkoo.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String url) {
        return assertThatThrownBy(() -> openStore(directory, url))
                .isInstanceOf(StoreRefusedException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1));
    }

    private static TaskStore openStore(Path directory, String url) {
        TalkooSettings.Store settings = StoreSuite.settings(url, 1000);
        return TaskStore.open(settings, directory, Clock.systemUTC());
    }
}
