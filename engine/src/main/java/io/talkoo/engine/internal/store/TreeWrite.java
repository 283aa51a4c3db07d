package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.time.Instant;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * How a workflow was written.
 *
 * @param key the row of its result
 * @param createdAt of the row with its result
 */
record TreeWrite(String key, byte[] tree, Instant createdAt, Promise<Done> promise) implements Write {
    @Override
    public Change change() {
        return Change.INSERT_TREE;
    }

    @Override
    public long revision() {
        return 1;
    }

    @Override
    public int dataBytes() {
        return tree.length;
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        to.text(key);
        to.bytes(tree);
        to.number(Millis.floor(createdAt));
    }
}
