package io.talkoo.benchmark;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills a node of several under load: when its tasks go on elsewhere. */
@Command(name = "failover", description = "kill -9 of one node of several: when its tasks go on elsewhere")
final class FailoverMode extends Mode {
    private static final int ENDS_WITHIN_SECONDS = 60;

    /** Which node dies. */
    enum Victim {
        /** The one that places the partitions. */
        OLDEST,
        OTHER
    }

    @Option(names = "--nodes", paramLabel = "N", description = "JVMs that run the tasks, submitted by this one")
    private int nodes = 3;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that may run at a time, on each node")
    private int slots = 100;

    @Option(names = "--victim", paramLabel = "oldest|other", description = "the node to kill")
    private Victim victim = Victim.OTHER;

    @Option(names = "--rate", paramLabel = "N", description = "submits a second")
    private int rate = 200;

    @Option(names = "--task-millis", paramLabel = "N", description = "how long a task takes")
    private long taskMillis = 100;

    @Override
    boolean needsPostgres() {
        return true;
    }

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                ClusterUnderTest cluster = ClusterUnderTest.start(options, data, nodes, slots);
                SteadyLoad load = new SteadyLoad(cluster.gateway(), Engines.sleep(taskMillis), rate)) {
            Thread.sleep(options.warmup().toMillis());
            long killNanos = kill(cluster.nodes().all());
            Thread.sleep(options.measured().toMillis());
            long open = load.endsWithin(ENDS_WITHIN_SECONDS);
            Resumption resumption = Resumption.after(killNanos, load.served());
            report.put("nodes", nodes).put("victim", victim.name().toLowerCase(Locale.ROOT));
            report.put("firstResumedSeconds", resumption.firstSeconds());
            report.put("allResumedSeconds", resumption.allSeconds());
            report.put("resumed", resumption.tasks());
            report.put("tasks", load.served().size()).put("refused", load.refused());
            report.put("failed", load.failed()).put("pendingForEver", open);
            return open == 0 && load.failed() == 0;
        }
    }

    private long kill(List<ChildJvm> jvms) {
        ChildJvm killed = jvms.get(victim == Victim.OLDEST ? 0 : jvms.size() - 1);
        progress("kill");
        long killNanos = System.nanoTime();
        killed.kill();
        return killNanos;
    }
}
