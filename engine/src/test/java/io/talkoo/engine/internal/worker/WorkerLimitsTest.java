package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.limit.LaneGrant;
import io.talkoo.engine.internal.limit.LaneReport;
import io.talkoo.engine.internal.limit.LimiterCommand;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** A Worker whose task type is given limits while its tasks run; the limiter is played by the test. */
class WorkerLimitsTest extends WorkerFixture {
    private static final String LANE = Lane.of(null, "work", null);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestProbe<LimiterCommand> limiter = kit.createTestProbe(LimiterCommand.class);
    private long answers;

    private void limit(int concurrency, long revision) {
        change(concurrency, revision);
        worker.tell(new WorkerCommand.LimitsChanged("work"));
    }

    private void change(int concurrency, long revision) {
        String json = "{\"maxConcurrency\": " + concurrency + "}";
        control.apply(List.of(new ControlEntry(ControlView.TASK_LIMITS, "work", json, revision)));
    }

    private void introduce() {
        worker.tell(new Introduce(0, "work", limiter.ref()));
    }

    private Demand demand() {
        return limiter.expectMessageClass(Demand.class, SOON);
    }

    private void answer(Demand demand, int starts, boolean scarce, long revision) {
        answers++;
        List<LaneGrant> lanes = List.of(new LaneGrant("default", LANE, starts, scarce));
        worker.tell(new Granted("work", demand.number(), answers, true, revision, lanes));
    }

    private void ends(StoredTask task) {
        end(task);
        settle(task.task().id());
    }

    private static LaneReport report(int held, int returned, int needed) {
        return new LaneReport("default", LANE, held, returned, needed, 0);
    }

    @Test
    void nothingTakesThePlaceOfWhatEndsBeforeANewLimiterHasAnswered() {
        StoredTask running = offered(FIVE);
        assertThat(push().limitsRevision()).isZero();
        limit(1, 1);
        StoredTask waiting = offered(FIVE);
        introduce();
        assertThat(demand().lanes()).containsExactly(report(1, 0, 1));
        introduce();
        Demand last = demand();

        ends(running);
        answer(last, 0, false, 1);

        Demand next = demand();
        assertThat(next.lanes()).containsExactly(report(0, 0, 1));
        answer(next, 1, false, 1);
        Push push = push();
        assertThat(push.id()).isEqualTo(waiting.task().id());
        assertThat(push.limitsRevision()).isEqualTo(1);
    }

    @Test
    void theStartOfWhatIsRecalledIsGivenBack() {
        limit(2, 1);
        StoredTask running = inLane();
        StoredTask waiting = inLane();
        introduce();
        answer(demand(), 2, false, 1);
        pushes(2);

        limit(1, 2);
        worker.tell(new WorkerCommand.Recalled(waiting.task().id(), 1, false));

        Demand told = demand();
        assertThat(told.lanes()).containsExactly(report(1, 1, 1));
        answer(told, 0, false, 2);
        ends(running);
        assertThat(push().id()).isEqualTo(waiting.task().id());
    }

    @Test
    void whatIsGrantedUnderOlderLimitsDoesNotCount() {
        limit(2, 1);
        StoredTask task = inLane();
        introduce();
        Demand asked = demand();

        limit(1, 2);
        answer(asked, 1, false, 1);

        Demand next = demand();
        assertThat(next.lanes()).containsExactly(report(0, 1, 1));
        answer(next, 1, false, 2);
        Push push = push();
        assertThat(push.id()).isEqualTo(task.task().id());
        assertThat(push.limitsRevision()).isEqualTo(2);
    }

    @Test
    void whatIsHandedOutBeforeTheWorkerHearsOfTheChangeIsMarked() {
        List<StoredTask> all = offered(FIVE, CREDIT + 1);
        pushes(CREDIT);
        change(1, 1);

        ends(all.get(0));

        assertThat(push().limitsRevision()).isNegative();
    }

    @Test
    void whatMayHaveBegunElsewhereIsStillWrittenFirstAfterItWasRecalled() {
        String id = offered(FIVE).task().id();
        assertThat(push().writeFirst()).isFalse();

        worker.tell(new WorkerCommand.Recalled(id, 1, true));

        assertThat(push().writeFirst()).isTrue();
    }

    private StoredTask inLane() {
        StoredTask task = stored(TaskSamples.spec(id(), FIVE, LANE));
        offer(task);
        return task;
    }
}
