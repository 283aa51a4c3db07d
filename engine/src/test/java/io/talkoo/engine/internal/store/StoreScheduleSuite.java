package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

/** Schedules, and the transaction that makes the task of a tick. */
abstract class StoreScheduleSuite extends StoreSuite {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Integer> EVERYWHERE = List.of(0, 1, 2, 3);

    private static ScheduleRow schedule(String name, Instant nextAt) {
        TaskRequest task = TaskRequest.named("math.add")
                .args(JsonBytes.of("[1, 2.50]"))
                .countdown(Duration.ofMillis(1500))
                .build();
        ScheduleRequest request = new ScheduleRequest("0 3 * * *", "UTC", null, task, null, "skip", "run-all");
        return new ScheduleRow(name, request, START, nextAt, null, null, 0);
    }

    private StoredSchedule inserted(String name, Instant nextAt) {
        get(store.schedules().insert(schedule(name, nextAt), 7));
        return found(name);
    }

    private StoredSchedule found(String name) {
        return get(store.schedules().find(name)).orElseThrow();
    }

    @Test
    void aScheduleComesBackAsItWasStored() {
        StoredSchedule stored = inserted("nightly", START.plusSeconds(1));

        assertThat(stored).isEqualTo(new StoredSchedule(schedule("nightly", START.plusSeconds(1)), 7));
        assertThat(get(store.schedules().find("other"))).isEmpty();
    }

    @Test
    void thereIsOneOfAName() {
        inserted("nightly", START);

        assertThatThrownBy(() -> get(store.schedules().insert(schedule("nightly", null), 8)))
                .isInstanceOf(RevisionConflictException.class);
        assertThat(found("nightly").schedule().nextAt()).isEqualTo(START);
    }

    @Test
    void aTickMovesItsScheduleOnAndMakesItsTaskTogether() {
        ConcurrentLinkedQueue<StoredTask> offered = new ConcurrentLinkedQueue<>();
        store.onEnds(ended -> List.of(), effects -> offered.addAll(effects.toRun()));
        StoredSchedule before = inserted("nightly", START);
        ScheduleRow after = before.schedule().withNext(START.plusSeconds(60)).ran(1, START, id(1));

        get(store.schedules().save(after, 8, List.of(task(id(1)).build())));

        assertThat(found("nightly")).isEqualTo(new StoredSchedule(after, 8));
        assertThat(get(store.load(id(1)))).contains(new StoredTask(task(id(1)).build(), 1));
        // What follows a commit is told before the next batch is written.
        get(store.schedules().delete("nightly", 9));
        assertThat(offered).extracting(each -> each.task().id()).containsExactly(id(1));
    }

    @Test
    void aTickThatSomebodyElseWorkedThroughMakesNoTask() {
        ScheduleRow row = inserted("nightly", START).schedule();
        get(store.schedules().save(row.withNext(START.plusSeconds(60)), 8, List.of()));

        assertThatThrownBy(() ->
                        get(store.schedules().save(row, 8, List.of(task(id(1)).build()))))
                .isInstanceOf(RevisionConflictException.class);

        assertThat(get(store.load(id(1)))).isEmpty();
        assertThat(found("nightly").schedule().nextAt()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aTickOfADeletedScheduleMakesNoTaskAndBringsNothingBack() {
        ScheduleRow row = inserted("nightly", START).schedule();
        get(store.schedules().delete("nightly", 8));

        assertThatThrownBy(() ->
                        get(store.schedules().save(row, 8, List.of(task(id(1)).build()))))
                .isInstanceOf(RevisionConflictException.class);

        assertThat(get(store.load(id(1)))).isEmpty();
        assertThat(get(store.schedules().find("nightly"))).isEmpty();
    }

    @Test
    void aTaskThatIsThereAlreadyIsLeftAsItIsAndNotOfferedAgain() {
        ConcurrentLinkedQueue<StoredTask> offered = new ConcurrentLinkedQueue<>();
        store.onEnds(ended -> List.of(), effects -> offered.addAll(effects.toRun()));
        get(store.save(task(id(1)).queue("first").build(), 1));
        ScheduleRow row = inserted("nightly", START).schedule();

        get(store.schedules().save(row, 8, List.of(task(id(1)).queue("second").build())));
        get(store.schedules().delete("nightly", 9));

        assertThat(get(store.load(id(1))).orElseThrow().task().spec().queue()).isEqualTo("first");
        assertThat(offered).isEmpty();
    }

    @Test
    void twoOwnersThatWorkThroughTheSameTicksMakeEachTaskOnce() {
        List<StoredSchedule> all =
                IntStream.range(0, 50).mapToObj(i -> inserted("s" + i, START)).toList();
        List<CompletionStage<Done>> writes = new ArrayList<>();
        for (int owner = 0; owner < 2; owner++) {
            for (int i = 0; i < all.size(); i++) {
                ScheduleRow after =
                        all.get(i).schedule().withNext(START.plusSeconds(60)).ran(1, START, id(i));
                writes.add(store.schedules().save(after, 8, List.of(task(id(i)).build())));
            }
        }

        long written = writes.stream().filter(StoreScheduleSuite::succeeds).count();

        assertThat(written).isEqualTo(50);
        all.forEach(each -> assertThat(found(each.schedule().name()).revision()).isEqualTo(8));
        IntStream.range(0, 50).forEach(i -> assertThat(get(store.load(id(i)))).isPresent());
    }

    private static boolean succeeds(CompletionStage<Done> write) {
        try {
            get(write);
            return true;
        } catch (RevisionConflictException e) {
            return false;
        }
    }

    @Test
    void whatIsDueIsFoundByItsTimeInItsPartitionsOnly() {
        inserted("late", START.plusSeconds(1));
        inserted("first", START);
        inserted("paused", null);
        inserted("future", START.plusSeconds(10));
        ScheduleTable schedules = store.schedules();

        assertThat(get(schedules.due(EVERYWHERE, START.plusSeconds(5), 10)))
                .extracting(due -> due.stored().schedule().name())
                .containsExactly("first", "late");
        assertThat(get(schedules.due(EVERYWHERE, START.plusSeconds(5), 1))).hasSize(1);
        assertThat(get(schedules.nextDue(EVERYWHERE, START.plusSeconds(5)))).contains(START.plusSeconds(10));
        assertThat(get(schedules.nextDue(EVERYWHERE, START.plusSeconds(10)))).isEmpty();
        List<Integer> mine = List.of(Partition.of("first", PARTITIONS));
        assertThat(get(schedules.due(mine, START, 10))).hasSize(1);
        List<Integer> others =
                EVERYWHERE.stream().filter(it -> !mine.contains(it)).toList();
        assertThat(get(schedules.due(others, START, 10))).isEmpty();
    }

    @Test
    void whatIsDueTellsWhetherItsLastTaskHasEnded() {
        save(task(id(1)), task(id(2)).ended(Phase.FAILURE, null));
        List<String> last = List.of("none", id(1), id(2), id(3));
        for (String each : last) {
            ScheduleRow row = schedule(each, START);
            get(store.schedules().insert(each.equals("none") ? row : row.ran(1, START, each), 7));
        }

        assertThat(get(store.schedules().due(EVERYWHERE, START, 10)))
                .allSatisfy(due -> assertThat(due.lastReady())
                        .isEqualTo(!due.stored().schedule().name().equals(id(1))));
    }

    @Test
    void schedulesAreListedByName() {
        inserted("b", START);
        inserted("a", null);
        inserted("c", START);

        assertThat(get(store.schedules().list("", 10)))
                .extracting(each -> each.schedule().name())
                .containsExactly("a", "b", "c");
        assertThat(get(store.schedules().list("a", 1)))
                .extracting(each -> each.schedule().name())
                .containsExactly("b");
    }
}
