package io.talkoo.chaos.tasks;

import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The runs of one node process: a file to which each start and each end is appended by one write, so that a kill of the
 * process neither loses nor cuts a line. Thread-safe.
 */
public final class RunLog {
    /** Between a task's id and the number of the item that it works on. */
    public static final String ITEM = "#";

    private static final String PREFIX = "runs-";

    private final FileChannel file;
    private final String node;
    private final long pid;
    private final AtomicLong runs = new AtomicLong();

    private RunLog(FileChannel file, String node, long pid) {
        this.file = file;
        this.node = node;
        this.pid = pid;
    }

    /**
     * A start or an end.
     *
     * @param run unique among all runs of all nodes
     * @param outcome how the run ended; null for its start
     */
    public record Line(
            String task, String run, int retries, int deliveries, String node, long pid, Instant at, String outcome) {}

    static RunLog open(Path directory, String node, long pid) throws IOException {
        Path path = directory.resolve(PREFIX + node + "-" + pid + ".jsonl");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new RunLog(file, node, pid);
    }

    /** All lines of all nodes' processes in {@code directory}. */
    public static List<Line> read(Path directory) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                for (String line : Files.readAllLines(path)) {
                    lines.add(Json.mapper().readValue(line, Line.class));
                }
            }
        }
        return lines;
    }

    Line start(TaskContext task) throws IOException {
        return start(task, task.id());
    }

    Line start(TaskContext task, int item) throws IOException {
        return start(task, task.id() + ITEM + item);
    }

    private Line start(TaskContext task, String id) throws IOException {
        String run = node + "/" + pid + "/" + runs.incrementAndGet();
        return append(new Line(id, run, task.retries(), task.deliveries(), node, pid, Instant.now(), null));
    }

    void end(Line start, String outcome) throws IOException {
        append(new Line(
                start.task(), start.run(), start.retries(), start.deliveries(), node, pid, Instant.now(), outcome));
    }

    private Line append(Line line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap((Json.mapper().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        if (file.write(bytes) != bytes.limit()) {
            throw new IOException("a line was cut: is the disk full?");
        }
        return line;
    }
}
