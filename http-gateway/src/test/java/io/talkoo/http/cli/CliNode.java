package io.talkoo.http.cli;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.TalkooNode;
import io.talkoo.http.auth.NewKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A node with {@link CliTasks} that asks for keys. */
final class CliNode implements AutoCloseable {
    private final NewKey all = NewKey.random();
    private final NewKey reader = NewKey.random();
    private final CliTasks tasks = new CliTasks();
    private final TalkooNode node;

    CliNode(Path data) {
        TalkooSettings settings = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", 0)
                .with("node.name", "one")
                .with("queues", "*:8")
                .with(
                        "http.auth.keys",
                        List.of(key("all", all, "submit", "read", "operate"), key("reader", reader, "read")));
        node = TalkooNode.start(TaskEngine.builder().settings(settings).tasks(tasks));
    }

    private static Map<String, Object> key(String id, NewKey key, String... scopes) {
        return Map.of("id", id, "hash", key.hash(), "scopes", List.of(scopes));
    }

    CliTasks tasks() {
        return tasks;
    }

    String address() {
        return node.uri().toString();
    }

    /** Somebody who may do everything. */
    Cli cli() {
        return anonymous().with("TALKOO_API_KEY", all.key());
    }

    Cli reader() {
        return anonymous().with("TALKOO_API_KEY", reader.key());
    }

    Cli anonymous() {
        return Cli.in(Map.of("TALKOO_SERVER", address()));
    }

    String key() {
        return all.key();
    }

    @Override
    public void close() {
        node.close();
    }
}
