package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts, drives and kills a {@link CrashNode}. */
final class CrashedNode extends KillableJvm {
    private CrashedNode(List<String> arguments) throws IOException {
        super(CrashNode.class, arguments);
    }

    /**
     * Starts a node on {@code directory}; it is not waited for.
     *
     * @param more settings as {@code key=value}, or {@code without-tasks}
     */
    static CrashedNode launch(Path directory, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(directory.toString()));
        arguments.addAll(List.of(more));
        return new CrashedNode(arguments);
    }

    static CrashedNode start(Path directory, String... more) throws IOException {
        CrashedNode node = launch(directory, more);
        node.awaitReady();
        return node;
    }

    void awaitReady() {
        awaitLine("ready");
    }

    String submit(String name, String queue, String args) {
        return submit(name, queue, 1, args).get(0);
    }

    List<String> submit(String name, String queue, int count, String args) {
        send("submit " + name + " " + queue + " " + count + " " + args);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(awaitLine("acked"));
        }
        return ids;
    }

    JsonNode ask(String command, String id) {
        send(command + " " + id);
        try {
            return Json.mapper().readTree(awaitLine("status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next status it tells; null if it dies before. */
    JsonNode statusUnlessItDies() throws IOException {
        String line = nextLine("status ");
        return line.equals("ended") ? null : Json.mapper().readTree(line.substring("status ".length()));
    }
}
