package io.talkoo.engine;

import io.talkoo.engine.testkit.TestEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts a {@link TestEngine} with {@link LifeTasks} for each test. */
abstract class LifeOnTestEngine {
    static final Duration SOON = Duration.ofSeconds(20);

    final LifeTasks tasks = new LifeTasks();
    TestEngine test;
    TaskEngine engine;

    @BeforeEach
    void start() {
        test = TestEngine.start(builder -> builder.tasks(tasks).with("queues", "one:1,*:8"));
        engine = test.engine();
    }

    @AfterEach
    void stop() {
        tasks.gate.open();
        test.close();
    }
}
