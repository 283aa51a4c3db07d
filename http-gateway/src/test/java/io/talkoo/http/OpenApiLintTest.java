package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a linter of others says against {@code openapi.json}. npm fetches it the first time, and keeps it. */
class OpenApiLintTest {
    private static final String LINTER = "@redocly/cli@2.77.0";
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void requireLinter() throws Exception {
        Language.JAVASCRIPT.require();
        Process version = start("version", "--version");
        if (!version.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || version.exitValue() != 0) {
            version.destroyForcibly();
            String missing = LINTER + " cannot be had from npm: " + Files.readString(directory.resolve("version.err"));
            if (System.getenv("CI") != null) {
                fail(missing);
            }
            abort(missing);
        }
    }

    /** Runs the linter; what it says goes to files of that name. What npm keeps is taken without asking the registry. */
    private static Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("npx", "--yes", "--prefer-offline", LINTER));
        command.addAll(List.of(arguments));
        ProcessBuilder linter = new ProcessBuilder(command)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        linter.environment().put("REDOCLY_TELEMETRY", "off");
        linter.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        return linter.start();
    }

    /** What the strictest of its own sets of rules finds, warnings too. */
    private static JsonNode problems(String name, JsonNode document) throws Exception {
        Path file = directory.resolve(name + ".json");
        Json.mapper().writeValue(file.toFile(), document);
        Process linter = start(name, "lint", "--extends=recommended-strict", "--format=json", file.toString());
        assertThat(linter.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Json.mapper().readTree(directory.resolve(name + ".out").toFile()).path("problems");
    }

    @Test
    void it_finds_neither_an_error_nor_anything_to_warn_of() throws Exception {
        assertThat(problems("openapi", ApiDocument.INSTANCE.tree())).isEmpty();
    }

    @Test
    void it_is_one_that_finds_faults() throws Exception {
        ObjectNode faulty = ApiDocument.INSTANCE.tree().deepCopy();
        faulty.withObject("/components/schemas/TaskError/properties/type").put("type", "text");

        assertThat(problems("faulty", faulty)).isNotEmpty();
    }
}
