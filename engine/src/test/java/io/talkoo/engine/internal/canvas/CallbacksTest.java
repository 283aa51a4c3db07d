package io.talkoo.engine.internal.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbacksTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Canvas CALLED =
            Canvas.of(TaskRequest.named("known.elsewhere").build());

    private final TalkooSettings settings = TalkooSettings.defaults();
    private final TaskRegistry registry = TaskRegistry.of(new TaskRegistrar(), settings.tasks(), Json.mapper());
    private final FleetView fleet = FleetView.alone("node-1", new QueueSlots(Map.of("default", 1)), registry);
    private final Specs specs = new Specs(
            registry,
            settings.tasks(),
            settings.webhooks(),
            fleet,
            new LimitsView(fleet, new ControlView()),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** It was known when it was submitted; the node that knows it may have died together with the run that calls it. */
    @Test
    void aCallbackThatNoNodeKnowsAnyMoreWaitsAndIsNotLost() {
        Callbacks callbacks = new Callbacks(new WorkflowPlans(specs.trusting(), 10), specs::newId, task -> List.of());
        Flow flow = Flow.NONE.linked(List.of(CALLED), null);
        TaskRecord task = TaskState.submitted(TaskSamples.spec("0193e5a4-0000-7000-8000-000000000001", NOW, flow));

        List<TaskRecord> called =
                callbacks.apply(TaskState.succeeded(task, new Run(1, NOW, "node-1"), JsonBytes.of("42"), NOW));

        assertThat(called).extracting(row -> row.spec().name()).containsExactly("known.elsewhere");
        assertThat(called).extracting(TaskRecord::phase).containsExactly(Phase.PENDING);
        assertThat(called).extracting(TaskRecord::input).containsExactly(JsonBytes.of("42"));
    }

    @Test
    void whatIsSubmittedHasToBeKnown() {
        assertThatThrownBy(() -> new WorkflowPlans(specs, 10).plan(CALLED, Origin.OUTSIDE))
                .isInstanceOf(TalkooException.class)
                .hasMessageContaining("known.elsewhere");
    }
}
