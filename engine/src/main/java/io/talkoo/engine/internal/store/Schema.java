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
    static void migrate(DataSource database, String name) {
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:io/talkoo/engine/store/sqlite")
                    .table("schema_version")
                    .loggers("slf4j")
                    .load();
            refuseNewer(flyway.info().all(), name);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreRefusedException(
                    "cannot bring the tables of " + name + " up to date: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private static void refuseNewer(MigrationInfo[] migrations, String name) {
        Arrays.stream(migrations)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .findFirst()
                .ifPresent(future -> {
                    throw new StoreRefusedException(
                            name + " was written by a newer version of Talkoo (its tables have version "
                                    + future.getVersion() + "); start that version, or name another data directory");
                });
    }
}
