package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TaskTypeStatus;
import java.time.Duration;
import java.util.List;

/** Task types and what holds for them, as a table. */
final class TaskTypes {
    private TaskTypes() {}

    static Table table(List<TaskTypeStatus> types) {
        Table table = new Table("TASK", "QUEUE", "RATE", "AT ONCE", "TIME LIMIT", "SOFT", "BY KEY", "NODES");
        for (TaskTypeStatus type : types) {
            table.row(
                    type.name(),
                    type.queue(),
                    type.rateLimit(),
                    type.maxConcurrency(),
                    seconds(type.timeLimit()),
                    seconds(type.softTimeLimit()),
                    byKey(type),
                    type.nodes());
        }
        return table;
    }

    private static String byKey(TaskTypeStatus type) {
        if (type.limitKey() == null) {
            return null;
        }
        String most = type.keyMaxConcurrency() == null ? "" : " " + type.keyMaxConcurrency() + " at once";
        String rate = type.keyRateLimit() == null ? "" : " " + type.keyRateLimit();
        return type.limitKey() + ":" + rate + most;
    }

    private static String seconds(Duration time) {
        return time == null ? null : time.toMillis() / 1000.0 + "s";
    }
}
