package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.util.List;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * A schedule's row, and the tasks that its ticks make: these are inserted only if the row was at the revision before.
 *
 * @param fresh whether there is no row yet; if there is, nothing is written
 */
record ScheduleWrite(
        ScheduleRow schedule,
        long revision,
        boolean fresh,
        int partition,
        byte[] definition,
        List<TaskWrite> starts,
        Promise<Done> promise)
        implements Write {
    @Override
    public Change change() {
        return fresh ? Change.INSERT_SCHEDULE : Change.UPDATE_SCHEDULE;
    }

    @Override
    public String key() {
        return schedule.name();
    }

    @Override
    public int dataBytes() {
        return definition.length;
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        to.text(schedule.name());
        to.number(partition);
        to.time(schedule.nextAt());
        to.number(revision);
        to.time(schedule.lastRunAt());
        to.text(schedule.lastTaskId());
        to.number(schedule.runs());
        to.bytes(definition);
    }
}
