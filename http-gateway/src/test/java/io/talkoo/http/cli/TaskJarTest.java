package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.TaskModule;
import io.talkoo.http.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskJarTest {
    @TempDir
    private Path directory;

    @Test
    void a_module_has_the_classes_of_its_jar_and_the_engine_of_the_node() throws IOException {
        List<TaskModule> modules = TaskJar.modules(List.of(TestJar.withModule(directory)));

        assertThat(modules).hasSize(1);
        Class<?> loaded = modules.get(0).getClass();
        assertThat(loaded.getName()).isEqualTo(JarModule.class.getName());
        assertThat(loaded).isNotEqualTo(JarModule.class);
        assertThat(loaded.getClassLoader()).isInstanceOf(TaskJar.class);
    }

    @Test
    void a_file_that_is_no_jar_is_refused_by_name() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.jar"), "dear aunt");

        assertThatThrownBy(() -> TaskJar.modules(List.of(letter)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("letter.jar");
        assertThatThrownBy(() -> TaskJar.modules(List.of(directory.resolve("none.jar"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("none.jar");
    }
}
