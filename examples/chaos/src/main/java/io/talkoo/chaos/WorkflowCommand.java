package io.talkoo.chaos;

import io.talkoo.chaos.workflow.WorkflowLab;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills nodes that run workflows. */
@Command(
        name = "workflows",
        description =
                "Submits random nested workflows to real nodes, kills these meanwhile, and checks that each workflow came"
                        + " to what it has to. Prints one line of JSON; exits with 1 if one did not.",
        mixinStandardHelpOptions = true)
final class WorkflowCommand implements Callable<Integer> {
    @Mixin
    private KillOptions options;

    @Option(names = "--count", paramLabel = "N", description = "workflows (${DEFAULT-VALUE})")
    private int count = 1000;

    @Override
    public Integer call() throws Exception {
        return options.run(Map.of("workflows", count), plan -> {
            try (WorkflowLab lab = WorkflowLab.open(plan, options.seed(), options::progress)) {
                return lab.run(count, options.kills());
            }
        });
    }
}
