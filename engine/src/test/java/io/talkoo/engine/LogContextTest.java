package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log lines of a task's own code name the task. */
class LogContextTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("a user's code");

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        events.list = new CopyOnWriteArrayList<>();
        events.start();
        LOG.setLevel(Level.INFO);
        LOG.addAppender(events);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(events);
        LOG.setLevel(null);
    }

    @Test
    void aLineNamesTheTaskAndTheAttempt() {
        RetryPolicy once =
                RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
        TaskDefinition<String> work = TaskDefinition.named("work").retry(once).handler(() -> {
            LOG.info("working");
            if (events.list.size() == 1) {
                throw new IllegalStateException("once more");
            }
            return "done";
        });
        try (TestEngine test = TestEngine.start(builder -> builder.define(work))) {
            TaskHandle<String> task = test.engine().task("work", String.class).delay();
            assertThat(task.get(Duration.ofSeconds(20))).isEqualTo("done");

            assertThat(events.list)
                    .extracting(ILoggingEvent::getMDCPropertyMap)
                    .containsExactly(
                            Map.of("task.id", task.id(), "task.name", "work", "task.attempt", "1"),
                            Map.of("task.id", task.id(), "task.name", "work", "task.attempt", "2"));
        }
    }

    @Test
    void anOuterTaskIsNamedAgainAfterOneWithinItAndNothingStaysInTheThread() {
        List<String> names = new ArrayList<>();
        AtomicReference<TaskEngine> self = new AtomicReference<>();
        TaskDefinition<String> inner = TaskDefinition.named("inner").handler(() -> {
            names.add(MDC.get("task.name"));
            return "done";
        });
        TaskDefinition<String> outer = TaskDefinition.named("outer").handler(() -> {
            self.get().task("inner", String.class).delay();
            names.add(MDC.get("task.name"));
            return "done";
        });
        try (TaskEngine engine = TaskEngine.builder()
                .settings(TalkooSettings.defaults())
                .define(inner, outer)
                .eager()
                .start()) {
            self.set(engine);
            engine.task("outer", String.class).delay();
        }
        assertThat(names).containsExactly("inner", "outer");
        assertThat(MDC.get("task.name")).isNull();
    }
}
