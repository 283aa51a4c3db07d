package io.talkoo.http.cli.remote;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.WorkflowStatus;

/**
 * What came of something, told and as an exit code: the result on standard output, an error on standard error.
 *
 * @param what it was, for people
 * @param status all of it, for programs
 */
record Outcome(String what, Object status, String state, Boolean successful, JsonBytes result, TaskError error) {
    static Outcome of(TaskStatus task) {
        String what = "task " + task.id();
        return new Outcome(what, task, task.state(), task.successful(), task.result(), task.error());
    }

    static Outcome of(WorkflowStatus workflow) {
        String what = "workflow " + workflow.id();
        return new Outcome(
                what, workflow, workflow.state(), workflow.successful(), workflow.result(), workflow.error());
    }

    /**
     * Tells it.
     *
     * @param traceback whether that of an error is told too
     * @param wasFollowed whether programs were told the status already
     */
    int tell(Screen screen, boolean traceback, boolean wasFollowed) {
        if (screen.isJson()) {
            if (!wasFollowed) {
                screen.json(status);
            }
        } else if (successful == null) {
            screen.fault(what + " is not ready, but " + state + "; --wait waits for it");
        } else if (successful) {
            screen.line(Screen.compact(result));
        } else {
            fault(screen, traceback);
        }
        return exitCode();
    }

    private void fault(Screen screen, boolean traceback) {
        String why = error == null ? "" : ": " + error.type() + (error.message() == null ? "" : ": " + error.message());
        screen.fault(what + " is " + state + why);
        if (traceback && error != null && error.traceback() != null) {
            screen.note(Plain.block(error.traceback()));
        }
    }

    private int exitCode() {
        if (successful == null) {
            return ExitCodes.NOT_READY;
        }
        return successful ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
