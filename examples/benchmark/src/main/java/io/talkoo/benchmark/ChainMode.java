package io.talkoo.benchmark;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chains: each step takes the result of the one before. */
@Command(name = "chain", description = "chains of tasks, against single tasks in the same run")
final class ChainMode extends WorkflowMode {
    @Option(names = "--steps", paramLabel = "N", description = "tasks in a chain (${DEFAULT-VALUE})")
    private int steps = 3;

    @Override
    Canvas canvas() {
        List<Canvas> chain = new ArrayList<>();
        chain.add(
                Canvas.of(TaskRequest.named(Engines.LENGTH).args(options.args()).build()));
        while (chain.size() < steps) {
            chain.add(Canvas.of(TaskRequest.named(Engines.SUM).build()));
        }
        return Canvas.chain(chain);
    }

    @Override
    int tasks() {
        return steps;
    }
}
