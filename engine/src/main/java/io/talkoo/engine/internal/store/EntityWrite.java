package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/** The state of a persistent actor that is not a task. */
record EntityWrite(EntityState state, Promise<Done> promise) implements Write {
    @Override
    public Change change() {
        return Change.SAVE_ENTITY;
    }

    @Override
    public String key() {
        return state.persistenceId();
    }

    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public int dataBytes() {
        return state.data().length;
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        to.text(state.persistenceId());
        to.number(state.revision());
        to.text(state.tag());
        to.number(state.serializerId());
        to.text(state.manifest());
        to.bytes(state.data());
    }
}
