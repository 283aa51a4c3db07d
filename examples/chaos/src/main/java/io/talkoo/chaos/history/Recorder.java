package io.talkoo.chaos.history;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Keeps what the load and the faults saw, in memory for the checker and line by line in a file for people.
 * Thread-safe.
 */
public final class Recorder implements AutoCloseable {
    private static final ObjectWriter JSON = Json.mapper().writer();

    private final Map<String, Submission> submitted = new ConcurrentHashMap<>();
    private final Map<String, Ending> seen = new ConcurrentHashMap<>();
    private final List<FaultWindow> faults = new CopyOnWriteArrayList<>();
    private final List<Complaint> brokenWatches = new CopyOnWriteArrayList<>();
    private final List<Complaint> refused = new CopyOnWriteArrayList<>();
    private final List<String> disturbances = new CopyOnWriteArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Writer journal;

    private Recorder(Writer journal) {
        this.journal = journal;
    }

    /** Writes to {@code journal.jsonl} in {@code directory}. */
    public static Recorder in(Path directory) throws IOException {
        return new Recorder(Files.newBufferedWriter(directory.resolve("journal.jsonl")));
    }

    /** Before the first submit of the task is sent: what comes after may be lost on the way. */
    public void submitted(Submission submission) {
        submitted.put(submission.id(), submission);
    }

    public Submission acknowledged(String id, String node, Instant at) {
        acknowledged.incrementAndGet();
        return changed(id, submission -> submission.acknowledged(node, at));
    }

    public void revoked(String id, Instant at) {
        changed(id, submission -> submission.revoked(at));
    }

    private Submission changed(String id, UnaryOperator<Submission> change) {
        Submission now = submitted.computeIfPresent(id, (key, before) -> change.apply(before));
        write("submission", now);
        return now;
    }

    /** A watcher was told the end of a task. */
    public void seen(Ending ending) {
        seen.putIfAbsent(ending.id(), ending);
        write("seen", ending);
    }

    public void fault(FaultWindow window) {
        faults.add(window);
        write("fault", window);
    }

    public void brokenWatch(Complaint complaint) {
        brokenWatches.add(complaint);
        write("brokenWatch", complaint);
    }

    public void refused(Complaint complaint) {
        refused.add(complaint);
        write("refused", complaint);
    }

    public void disturbance(String words) {
        disturbances.add(words);
        write("disturbance", words);
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** The tasks whose end a watcher was told. */
    public Set<String> seenIds() {
        return Set.copyOf(seen.keySet());
    }

    /** All of it, together with what was read elsewhere. */
    public History history(List<Run> runs, Map<String, Ending> rows) {
        return new History(
                Map.copyOf(submitted),
                runs,
                List.copyOf(seen.values()),
                rows,
                List.copyOf(faults),
                List.copyOf(brokenWatches),
                List.copyOf(refused),
                List.copyOf(disturbances));
    }

    private void write(String what, Object value) {
        try {
            String line = JSON.writeValueAsString(Map.of(what, value)) + "\n";
            synchronized (journal) {
                journal.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
