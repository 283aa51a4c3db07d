package io.talkoo.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.Dispatchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what stands in some files, at once and whenever it has changed. The contents are compared: times of files say
 * nothing where they are links that are turned round, as secrets in Kubernetes are.
 */
final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<Path> files;
    private final Consumer<List<String>> use;
    private Cancellable looking = Cancellable.alreadyCancelled();
    private List<String> seen = List.of();
    private String complaint = "";

    private FileWatch(List<Path> files, Consumer<List<String>> use) {
        this.files = files;
        this.use = use;
    }

    /**
     * @param use takes the contents in the order of the files, on one thread at a time; it refuses them with
     *     {@link IllegalArgumentException}, which fails the start, and is logged later on
     * @throws IllegalArgumentException that says what is wrong with the files
     */
    static FileWatch start(ClassicActorSystemProvider system, List<Path> files, Consumer<List<String>> use) {
        FileWatch watch = new FileWatch(files, use);
        if (!files.isEmpty()) {
            watch.read();
            var classic = system.classicSystem();
            Executor blocking = classic.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId());
            watch.looking = classic.scheduler()
                    .scheduleWithFixedDelay(
                            INTERVAL, INTERVAL, watch::look, scala.concurrent.ExecutionContext.fromExecutor(blocking));
        }
        return watch;
    }

    /** What is wrong is said once, and what was read before holds on. */
    private synchronized void look() {
        try {
            if (read()) {
                LOG.info("{} changed and is in force", files);
            }
            complaint = "";
        } catch (IllegalArgumentException e) {
            if (!complaint.equals(e.getMessage())) {
                LOG.error("what was read before holds on, because {}", e.getMessage());
            }
            complaint = String.valueOf(e.getMessage());
        }
    }

    private synchronized boolean read() {
        List<String> contents = contents();
        if (contents.equals(seen)) {
            return false;
        }
        try {
            use.accept(contents);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(files + " cannot be used: " + e.getMessage(), e);
        }
        seen = contents;
        return true;
    }

    private List<String> contents() {
        List<String> contents = new ArrayList<>();
        for (Path file : files) {
            try {
                contents.add(Files.readString(file));
            } catch (IOException e) {
                throw new IllegalArgumentException(file + " cannot be read: " + e, e);
            }
        }
        return contents;
    }

    @Override
    public void close() {
        looking.cancel();
    }
}
