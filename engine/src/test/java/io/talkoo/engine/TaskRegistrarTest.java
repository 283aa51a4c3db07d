package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.fixture.KeyedCodec;
import io.talkoo.protocol.PayloadCodec;
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

    @Test
    void aModuleMayBringTheCodecOfItsPayloadsAndNobodyElseAnother() {
        PayloadCodec codec = new KeyedCodec(1);
        TaskModule module = registrar -> registrar.payloadCodec(codec);
        TaskRegistrar registrar = new TaskRegistrar().tasks(module).payloadCodec(codec);

        assertThat(registrar.payloadCodec()).isSameAs(codec);
        assertThatThrownBy(() -> registrar.payloadCodec(new KeyedCodec(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected one PayloadCodec");
    }
}
