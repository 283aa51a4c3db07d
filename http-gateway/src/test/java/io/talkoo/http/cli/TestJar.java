package io.talkoo.http.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars as {@code --tasks} takes them. */
final class TestJar {
    private TestJar() {}

    /** A jar with {@link JarModule}. */
    static Path withModule(Path directory) throws IOException {
        Path file = directory.resolve("tasks.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Class<?> type : List.of(JarModule.class, JarModule.Tasks.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
                    add(jar, name, bytes.readAllBytes());
                }
            }
            add(
                    jar,
                    "META-INF/services/io.talkoo.engine.TaskModule",
                    JarModule.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** A jar without a module. */
    static Path withoutModule(Path directory) throws IOException {
        Path file = directory.resolve("empty.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            add(jar, "readme.txt", "nothing here".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
