package io.talkoo.examples;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs an example as its reader would, and answers what it printed. */
final class Program {
    private static final String DATA = "talkoo.data-dir";

    /** A {@code main}. */
    interface Main {
        void run(String... args) throws Exception;
    }

    private Program() {}

    /** The lines printed; the engine's store lies in {@code data}. */
    static List<String> run(Path data, Main main) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setProperty(DATA, data.toString());
        ConfigFactory.invalidateCaches();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } finally {
            System.setOut(before);
            System.clearProperty(DATA);
            ConfigFactory.invalidateCaches();
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
