package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What one call of the program did. */
record BenchmarkRun(int exitCode, String output, String errors) {
    static BenchmarkRun of(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine program = Benchmark.commandLine();
        program.setOut(new PrintWriter(output));
        program.setErr(new PrintWriter(errors));
        int exitCode = program.execute(arguments);
        return new BenchmarkRun(exitCode, output.toString(), errors.toString());
    }

    /** The one line on standard output of a run in which all was right. */
    JsonNode report() throws IOException {
        assertThat(exitCode).as(errors).isZero();
        assertThat(output).hasLineCount(1);
        return new ObjectMapper().readTree(output);
    }
}
