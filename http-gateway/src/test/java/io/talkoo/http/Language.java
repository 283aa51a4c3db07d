package io.talkoo.http;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The languages that there is a reference worker in, each with an example that has the same tasks. */
enum Language {
    PYTHON("python3", "python/worker.py", "py", "ValueError"),
    JAVASCRIPT("node", "javascript/worker.mjs", "js", "TypeError");

    private static final Path EXAMPLES = Path.of("..", "examples");

    private final String program;
    private final String example;
    private final String prefix;
    private final String error;

    Language(String program, String example, String prefix, String error) {
        this.program = program;
        this.example = example;
        this.prefix = prefix;
        this.error = error;
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
