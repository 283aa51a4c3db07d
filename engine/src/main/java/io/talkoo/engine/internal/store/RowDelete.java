package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * Takes a row away.
 *
 * @param revision one above the row's; {@link #ANY} deletes whatever is there
 */
record RowDelete(Change change, String key, long revision, Promise<Done> promise) implements Write {
    static final long ANY = -1;

    RowDelete(Change change, String key, long revision) {
        this(change, key, revision, Promise.apply());
    }

    @Override
    public int dataBytes() {
        return 0;
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        to.text(key);
        to.number(revision);
    }
}
