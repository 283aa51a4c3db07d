package io.talkoo.engine.internal.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a database to this version's tables, by the numbered scripts beside the plugin's class. */
final class Schema {
    private Schema() {}

    /** Throws {@link StoreRefusedException} when a newer version wrote the database, or a script fails. */
    static void migrate(DataSource database, String dialect, String name) {
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:io/talkoo/engine/store/" + dialect)
                    .table("schema_version")
                    // An application may have tables of its own in the same PostgreSQL database.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .loggers("slf4j")
                    .load();
            refuseNewer(flyway.info().all(), name);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreRefusedException("cannot bring the tables of " + name + " up to date: " + reason(e), e);
        }
    }

    /** Flyway's own message is a page of text, of which the database's error is the line that tells something. */
    private static String reason(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static void refuseNewer(MigrationInfo[] migrations, String name) {
        Arrays.stream(migrations)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .findFirst()
                .ifPresent(future -> {
                    throw new StoreRefusedException(
                            name + " was written by a newer version of Talkoo (its tables have version "
                                    + future.getVersion() + "); start that version, or name another database");
                });
    }
}
