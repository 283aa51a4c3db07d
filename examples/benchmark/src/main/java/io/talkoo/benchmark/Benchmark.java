package io.talkoo.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures Talkoo: one mode a call, progress on standard error, the figures as one line of JSON on standard output. */
@Command(
        name = "talkoo-benchmark",
        description = "Measures Talkoo. Prints progress to standard error and one line of JSON to standard output.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StoreMode.class,
            ThroughputMode.class,
            BulkMode.class,
            LatencyMode.class,
            ScheduledMode.class,
            SchedulesMode.class,
            LimitsMode.class,
            ChainMode.class,
            ChordMode.class,
            HttpMode.class,
            HttpEmptyMode.class,
            StreamsMode.class,
            ListsMode.class,
            ObservationMode.class,
            RemoteMode.class,
            SleepMode.class,
            SoakMode.class,
            CrashMode.class,
            NodesMode.class,
            UnequalMode.class,
            FailoverMode.class,
            TransactionalMode.class,
            RestartedNode.class,
            LoadedNode.class,
            ClusterNode.class,
            DrivenNode.class,
        })
final class Benchmark {
    private Benchmark() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
