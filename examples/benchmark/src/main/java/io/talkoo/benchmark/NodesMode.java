package io.talkoo.benchmark;

import io.talkoo.benchmark.Meter.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Single tasks on several JVMs of one cluster, each of which loads its own engine. */
@Command(name = "nodes", description = "single tasks on several JVMs of one cluster, each with its share of the load")
final class NodesMode extends Mode {
    @Option(names = "--nodes", paramLabel = "N", description = "JVMs")
    private int nodes = 2;

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time, on all nodes together")
    private int inFlight = 256;

    @Override
    boolean needsPostgres() {
        return true;
    }

    @Override
    boolean measure(Report report) throws Exception {
        List<String> told = new ArrayList<>(options.arguments());
        told.add("--in-flight=" + Math.max(1, inFlight / nodes));
        try (Storage data = options.storage();
                NodeJvms jvms = NodeJvms.start(nodes, DrivenNode.NAME, data, told)) {
            progress("all of " + jvms.names() + " are ready");
            List<Figures> figures = load(jvms.all());
            report.put(figures.stream().reduce(Figures::plus).orElseThrow());
            report.put("nodes", nodes).put("perNode", perNode(jvms.names(), figures));
            report.put("fileMiB", data.mebibytes());
        }
        return true;
    }

    /** All begin at the same time, and measure for the same one. */
    private static List<Figures> load(List<ChildJvm> jvms) throws IOException {
        for (ChildJvm jvm : jvms) {
            jvm.go();
        }
        List<Figures> figures = new ArrayList<>();
        for (ChildJvm jvm : jvms) {
            figures.add(FiguresText.read(Signal.FIGURES.expect(jvm.line())));
        }
        return figures;
    }

    private static Map<String, Long> perNode(List<String> names, List<Figures> figures) {
        Map<String, Long> tasksPerSecond = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            tasksPerSecond.put(names.get(i), Math.round(figures.get(i).tasksPerSecond()));
        }
        return tasksPerSecond;
    }
}
