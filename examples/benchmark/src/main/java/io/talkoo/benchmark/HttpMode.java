package io.talkoo.benchmark;

import io.talkoo.engine.TaskGateway;
import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.States;
import picocli.CommandLine.Command;

/** Submits over HTTP to a node that runs them meanwhile. */
@Command(name = "http", description = "submits over HTTP, the tasks run meanwhile")
final class HttpMode extends HttpLoadMode {
    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TalkooNode node = TalkooNode.start(Engines.builder(guarded(options.settings(data))))) {
            TaskGateway gateway = node.engine().gateway();
            long accepted = load(node.address(), report);
            long loadEnded = System.nanoTime();
            Remaining.awaitNone(gateway);
            report.put("secondsToRunTheRest", (System.nanoTime() - loadEnded) / 1e9);
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
            long succeeded = Remaining.count(gateway, States.SUCCESS);
            report.put("accepted", accepted).put("succeeded", succeeded);
            return succeeded == accepted;
        }
    }
}
