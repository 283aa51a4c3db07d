package io.talkoo.benchmark;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.Collections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chords: tasks side by side, and one with all their results. */
@Command(name = "chord", description = "chords of tasks, against single tasks in the same run")
final class ChordMode extends WorkflowMode {
    @Option(names = "--members", paramLabel = "N", description = "tasks in a chord's header (${DEFAULT-VALUE})")
    private int members = 10;

    @Override
    Canvas canvas() {
        TaskRequest member =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        TaskRequest body = TaskRequest.named(Engines.SUM).build();
        return Canvas.chord(Collections.nCopies(members, Canvas.of(member)), Canvas.of(body));
    }

    @Override
    int tasks() {
        return members + 1;
    }
}
