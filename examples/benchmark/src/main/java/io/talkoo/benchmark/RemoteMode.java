package io.talkoo.benchmark;

import io.talkoo.engine.TaskGateway;
import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Single tasks that workers in another language run. */
@Command(name = "remote", description = "tasks that Python workers run over HTTP, from submit to stored result")
final class RemoteMode extends Mode {
    private static final TaskRequest ADD =
            TaskRequest.named("py.add").args(JsonBytes.of("[1, 2]")).build();

    private static final long LOOK_EVERY_MILLIS = 50;

    @Option(names = "--worker", paramLabel = "FILE", description = "the example worker")
    private Path worker = Path.of("examples", "python", "worker.py");

    @Option(names = "--processes", paramLabel = "N", description = "workers")
    private int processes = 1;

    @Option(names = "--concurrency", paramLabel = "N", description = "tasks at a time of each worker")
    private int concurrency = 16;

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Override
    boolean measure(Report report) throws Exception {
        if (!Files.exists(worker)) {
            throw new ParameterException(
                    spec.commandLine(), "--worker: expected a file, got " + worker + ", which is none");
        }
        List<Process> workers = new ArrayList<>();
        try (Storage data = options.storage();
                TalkooNode node = TalkooNode.start(Engines.builder(options.settings(data)))) {
            try {
                for (int i = 0; i < processes; i++) {
                    workers.add(start(node));
                }
                TaskGateway gateway = node.engine().gateway();
                awaitWorkers(gateway);
                ClosedLoop loop = new ClosedLoop(this::progress, () -> Engines.call(gateway, ADD));
                report.put("processes", processes).put("concurrency", concurrency);
                report.put(loop.run(inFlight, options.warmup(), options.measured()));
            } finally {
                end(workers);
            }
        }
        return true;
    }

    private Process start(TalkooNode node) throws IOException {
        return new ProcessBuilder("python3", worker.toString(), node.uri().toString(), String.valueOf(concurrency))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitWorkers(TaskGateway gateway) throws InterruptedException {
        while (gateway.control().taskTypes().stream()
                .noneMatch(
                        type -> type.name().equals(ADD.name()) && type.nodes().size() == processes)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static void end(List<Process> workers) throws InterruptedException {
        workers.forEach(Process::destroy);
        for (Process each : workers) {
            each.waitFor();
        }
    }
}
