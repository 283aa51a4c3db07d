package io.talkoo.engine.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskLimits;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A limiter of two partitions, whose Workers are played by the test. */
class LimiterTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LANE = Lane.of(null, "work", null);

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<TalkooMessage> region = kit.createTestProbe(TalkooMessage.class);
    private final TestProbe<TalkooMessage> one = kit.createTestProbe(TalkooMessage.class);
    private final TestProbe<TalkooMessage> other = kit.createTestProbe(TalkooMessage.class);
    private final ControlView control = new ControlView();
    private final ActorRef<TalkooMessage> limiter = kit.spawn(Limiter.create(
            "work", new Limiter.Environment(region::ref, 2, new LimitsView(fleet(), control), Clock.systemUTC())));

    private static FleetView fleet() {
        TaskDefinition<String> work = TaskDefinition.named("work")
                .limits(TaskLimits.NONE.concurrency(1))
                .handler(() -> "done");
        TaskRegistry registry = TaskRegistry.of(
                new TaskRegistrar().tasks(work), TalkooSettings.defaults().tasks(), Json.mapper());
        return FleetView.alone("node-1", new QueueSlots(Map.of("default", 1)), registry);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private void demand(int partition, TestProbe<TalkooMessage> worker, long number, int held, int needed) {
        List<LaneReport> lanes = List.of(new LaneReport("default", LANE, held, 0, needed, 0));
        limiter.tell(new Demand(partition, number, 0, true, false, lanes, worker.ref()));
    }

    private static List<LaneGrant> granted(TestProbe<TalkooMessage> worker) {
        return worker.expectMessageClass(Granted.class, SOON).lanes();
    }

    private static LaneGrant grant(int starts, boolean scarce) {
        return new LaneGrant("default", LANE, starts, scarce);
    }

    @Test
    void aNewOneLetsNothingTakeThePlaceOfWhatEndsBeforeItHasHeardAll() {
        region.expectMessageClass(Introduce.class, SOON);
        demand(0, one, 1, 1, 1);
        assertThat(granted(one)).containsExactly(grant(0, true));

        demand(1, other, 1, 1, 1);
        assertThat(granted(other)).containsExactly(grant(0, true));

        demand(0, one, 2, 0, 1);
        assertThat(granted(one)).containsExactly(grant(0, true));
        demand(1, other, 2, 0, 1);
        assertThat(granted(one)).containsExactly(grant(1, false));
        assertThat(granted(other)).isEmpty();
    }

    @Test
    void whatIsGrantedTellsUnderWhichLimits() {
        demand(0, one, 1, 0, 3);
        demand(1, other, 1, 0, 0);
        assertThat(granted(one)).containsExactly(grant(0, true));
        assertThat(one.expectMessageClass(Granted.class, SOON).limitsRevision()).isZero();

        String three = "{\"maxConcurrency\": 3}";
        control.apply(List.of(new ControlEntry(ControlView.TASK_LIMITS, "work", three, 7)));
        demand(0, one, 2, 1, 2);

        Granted more = one.expectMessageClass(Granted.class, SOON);
        assertThat(more.limitsRevision()).isEqualTo(7);
        assertThat(more.lanes()).containsExactly(grant(2, false));
    }
}
