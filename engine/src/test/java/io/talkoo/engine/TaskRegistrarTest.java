package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskRegistrarTest {
    @Test
    void aModuleFindsTheServicesOfItsOwnJarWhileItRegisters() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader callers = ClassLoader.getPlatformClassLoader();
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        TaskModule module = registrar -> seen.set(thread.getContextClassLoader());
        try {
            thread.setContextClassLoader(callers);
            new TaskRegistrar().tasks(module);

            assertThat(seen).hasValue(module.getClass().getClassLoader());
            assertThat(thread.getContextClassLoader()).isSameAs(callers);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
