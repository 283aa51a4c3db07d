package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
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
    public void bind(PreparedStatement to) throws SQLException {
        to.setString(1, state.persistenceId());
        to.setLong(2, state.revision());
        to.setString(3, state.tag());
        to.setInt(4, state.serializerId());
        to.setString(5, state.manifest());
        to.setBytes(6, state.data());
    }
}
