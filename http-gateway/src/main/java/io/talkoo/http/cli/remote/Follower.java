package io.talkoo.http.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.WorkflowStatus;

/** Shows how far something is: on a terminal in one line with a bar, elsewhere in a line for each change. */
final class Follower {
    private static final int BAR = 30;
    private static final int LONGEST_META = 60;

    private final Screen screen;
    private String last = "";

    Follower(Screen screen) {
        this.screen = screen;
    }

    void task(TaskStatus task) {
        changed(task, task.ready(), task.state() + progress(task.meta()));
    }

    void workflow(WorkflowStatus workflow) {
        WorkflowStatus.Counts counts = workflow.counts();
        int ended = counts.success() + counts.failure() + counts.revoked();
        int all = ended + counts.pending() + counts.started();
        changed(workflow, workflow.ready(), workflow.state() + bar(ended, all, ended + " of " + all + " tasks"));
    }

    private void changed(Object status, boolean ready, String plain) {
        if (screen.isJson()) {
            screen.json(status);
        } else if (screen.isLive()) {
            screen.live(ready ? "" : plain);
        } else if (!plain.equals(last)) {
            screen.note(plain);
        }
        last = plain;
    }

    /** What tasks report as {@code {current, total}} or {@code {percent}} is a bar, as on the dashboard. */
    private String progress(JsonBytes meta) {
        if (meta == null || meta.isNull()) {
            return "";
        }
        JsonNode told = meta.toTree();
        double percent = told.path("percent").asDouble(-1);
        double current = told.path("current").asDouble(-1);
        double total = told.path("total").asDouble(-1);
        if (percent >= 0) {
            return bar(percent, 100, told.get("percent").asText() + " %");
        }
        return current >= 0 && total > 0
                ? bar(
                        current,
                        total,
                        told.get("current").asText() + " of "
                                + told.get("total").asText())
                : " " + Plain.brief(told.toString(), LONGEST_META);
    }

    private String bar(double value, double most, String words) {
        int full = most > 0 ? (int) Math.round(BAR * Math.min(value, most) / most) : 0;
        String bar = screen.isLive() ? " [" + "#".repeat(full) + ".".repeat(BAR - full) + "]" : "";
        return bar + " " + Plain.line(words);
    }
}
