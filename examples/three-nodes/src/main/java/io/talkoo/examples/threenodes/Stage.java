package io.talkoo.examples.threenodes;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started and has to be stopped again, the last first: at the end, after a failure and on Ctrl-C. Thread-safe. */
final class Stage implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    static Stage open() {
        Stage stage = new Stage();
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stop"));
        return stage;
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("could not be stopped: " + e);
            }
        }
    }
}
