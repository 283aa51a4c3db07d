package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.Scheduled;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    static class Mails {
        @Task
        @Scheduled(every = "1h")
        String send() {
            return "sent";
        }
    }

    /** As Spring makes one of a bean whose methods are transactional. */
    static class Mails$$SpringCGLIB$$0 extends Mails {
        @Override
        String send() {
            return super.send() + " in a transaction";
        }
    }

    static class Sealed {
        @Task
        private void hidden() {}

        @Task
        final void last() {}
    }

    static class Sealed$$Proxy extends Sealed {}

    private static TaskRegistry registry(Object tasks) {
        return TaskRegistry.of(
                new TaskRegistrar().tasks(tasks), TalkooSettings.defaults().tasks(), TaskJson.mapper());
    }

    @Test
    void aTaskOfAProxyHasTheNameThatStandsInTheSource() {
        TaskRegistry registry = registry(new Mails$$SpringCGLIB$$0());

        assertThat(registry.names()).containsExactly("Mails.send");
        assertThat(registry.schedules()).containsOnlyKeys("Mails.send");
    }

    @Test
    void aTaskOfAProxyRunsThroughIt() throws Throwable {
        TaskCode code = registry(new Mails$$SpringCGLIB$$0()).code("Mails.send");

        assertThat(code.body().call(null, new Object[0])).isEqualTo("sent in a transaction");
    }

    @Test
    void aMethodThatAProxyCannotOverrideIsRefusedSinceItWouldRunOnAnObjectWithoutFields() {
        assertThatThrownBy(() -> registry(new Sealed$$Proxy()))
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID))
                .hasMessageContaining("Sealed.hidden(): expected a method that is neither private nor final")
                .hasMessageContaining("Sealed.last()");
        assertThat(registry(new Sealed()).names()).containsExactlyInAnyOrder("Sealed.hidden", "Sealed.last");
    }
}
