package io.talkoo.http.cli;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.TalkooNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node from its start to its end. */
final class NodeRun {
    /** The cluster goes on without this node, which has to be started again. */
    private static final int LOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(NodeRun.class);

    private NodeRun() {}

    /** Answers the exit code. Throws what a node that cannot start throws. */
    static int untilAsked(StopSignals signals, TalkooSettings all, List<Path> tasks, PrintWriter out) {
        try (Telemetry telemetry = Telemetry.start(all);
                TalkooNode node = signals.untilAsked(() -> start(all, tasks, telemetry))) {
            LOG.info("settings in force:\n{}", all);
            node.metricsAddress().ifPresent(apart -> LOG.info("metrics alone at {}", apart));
            announce(node, out);
            CompletableFuture<String> lost = node.engine().lost().toCompletableFuture();
            CompletableFuture.anyOf(signals.asked(), lost).join();
            if (lost.isDone()) {
                return LOST;
            }
            LOG.info("asked to stop: draining");
        } catch (EngineStartException e) {
            if (!signals.asked().isDone()) {
                throw e;
            }
        }
        return 0;
    }

    private static TalkooNode start(TalkooSettings all, List<Path> tasks, Telemetry telemetry) {
        return TalkooNode.start(TaskEngine.builder()
                .settings(all)
                .openTelemetry(telemetry.openTelemetry())
                .modules(TaskJar.modules(tasks)));
    }

    /** Scripts wait for this line: it is the only one on standard output. */
    private static void announce(TalkooNode node, PrintWriter out) {
        out.println(node.readyLine());
        out.flush();
    }
}
