package io.talkoo.http;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The languages that there is a reference worker in, each with an example that has the same tasks. */
enum Language {
    PYTHON("python3", "python/worker.py", "py", "ValueError", List.of("-c", """
            import sys, talkoo
            client = talkoo.Client(sys.argv[1])
            task = client.submit("test.add", [2, 3])
            print(client.result(task["id"], 30))
            print(client.status(task["id"], 0.00001)["state"])
            """)),
    JAVASCRIPT("node", "javascript/worker.mjs", "js", "TypeError", List.of("--input-type=module", "-e", """
            import { Client } from "./talkoo.mjs";
            const client = new Client(process.argv[1]);
            const task = await client.submit("test.add", [2, 3]);
            console.log(await client.result(task.id, 30));
            console.log((await client.status(task.id, 0.00001)).state);
            """));

    private static final Path EXAMPLES = Path.of("..", "examples");

    private final String program;
    private final String example;
    private final String prefix;
    private final String error;
    private final List<String> client;

    Language(String program, String example, String prefix, String error, List<String> client) {
        this.program = program;
        this.example = example;
        this.prefix = prefix;
        this.error = error;
        this.client = client;
    }

    /** The name of one of the example's tasks. */
    String task(String name) {
        return prefix + "." + name;
    }

    /** What its task {@code fail} fails with. */
    String error() {
        return error;
    }

    /** Starts the example with so many tasks at a time; what it says goes to standard error. */
    Process start(TestNode node, int concurrency) throws IOException {
        return new ProcessBuilder(
                        program,
                        EXAMPLES.resolve(example).toString(),
                        node.node().uri().toString(),
                        String.valueOf(concurrency))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Starts a program that submits 2 + 3, and prints the result and the state. */
    Process startClient(TestNode node) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(client);
        command.add(node.node().uri().toString());
        return new ProcessBuilder(command)
                .directory(EXAMPLES.resolve(example).getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Skips the test where the language is not installed, which must not be so where {@code CI} is set. */
    void require() throws InterruptedException {
        String missing = program + " is not installed; the example worker in this language is not tested";
        try {
            Process version = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            missing += ": " + e.getMessage();
        }
        if (System.getenv("CI") != null) {
            fail(missing);
        }
        abort(missing);
    }
}
