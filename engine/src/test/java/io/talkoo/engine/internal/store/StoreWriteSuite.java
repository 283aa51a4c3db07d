package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import scala.concurrent.Future;

/** Rows written, read and deleted, one by one and in batches. */
abstract class StoreWriteSuite extends StoreSuite {
    @Test
    void aTaskComesBackAsItWasStored() {
        TaskRecord stored = task(id(1))
                .expiresAt(TaskSample.CREATED.plusNanos(1))
                .headers(Map.of("tenant", "a\"b"))
                .started("PROGRESS")
                .build();

        get(store.save(stored, 1));

        assertThat(get(store.load(id(1)))).contains(new StoredTask(stored, 1));
    }

    @Test
    void anUnknownTaskIsEmpty() {
        assertThat(get(store.load(id(1)))).isEmpty();
    }

    @Test
    void anUpdateReplacesTheRowOfTheRevisionBefore() {
        TaskRecord ended = task(id(1)).ended(Phase.SUCCESS, null).build();
        save(task(id(1)));

        get(store.save(ended, 2));

        assertThat(get(store.load(id(1)))).contains(new StoredTask(ended, 2));
    }

    @Test
    void aSecondInsertIsAConflictAndChangesNothing() {
        save(task(id(1)).queue("first"));

        assertThatThrownBy(() -> save(task(id(1)).queue("second"))).isInstanceOf(RevisionConflictException.class);

        assertThat(get(store.load(id(1))).orElseThrow().task().spec().queue()).isEqualTo("first");
    }

    @Test
    void anUpdateOfAnotherRevisionIsAConflict() {
        save(task(id(1)));

        assertThatThrownBy(() -> get(store.save(task(id(1)).build(), 3))).isInstanceOf(RevisionConflictException.class);
        assertThatThrownBy(() -> get(store.save(task(id(2)).build(), 2))).isInstanceOf(RevisionConflictException.class);
    }

    @Test
    void aDeleteTakesOnlyTheRevisionBefore() {
        save(task(id(1)));

        assertThatThrownBy(() -> get(store.delete(id(1), 3))).isInstanceOf(RevisionConflictException.class);
        get(store.delete(id(1), 2));

        assertThat(get(store.load(id(1)))).isEmpty();
    }

    @Test
    void aDeleteOfAnyRevisionSucceedsWithoutARowToo() {
        save(task(id(1)));

        get(store.delete(id(1)));
        get(store.delete(id(1)));

        assertThat(get(store.load(id(1)))).isEmpty();
    }

    @Test
    void conflictsInABatchHarmNobodyElse() throws Exception {
        save(task(id(0)));
        List<Future<?>> outcomes = inOneBatch(() -> {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                writes.add(store.save(task(id(i)).build(), 1));
            }
            return writes;
        });

        assertThatThrownBy(() -> get(outcomes.get(0))).isInstanceOf(RevisionConflictException.class);
        outcomes.subList(1, 50).forEach(StoreSuite::get);
    }

    @Test
    void aRowThatTheDatabaseRefusesFailsAlone() throws Exception {
        List<Future<?>> outcomes = batchWith(task(id(25)).name(null));

        assertThatThrownBy(() -> get(outcomes.remove(25)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?is).*not.null.*");
        outcomes.forEach(StoreSuite::get);
        assertThat(store.fault()).isEmpty();
    }

    @Test
    void aRowThatCannotEvenBeHandedToTheDatabaseFailsAlone() throws Exception {
        List<Future<?>> outcomes = batchWith(task(id(25)).dueAt(null));

        assertThatThrownBy(() -> get(outcomes.remove(25))).isInstanceOf(NullPointerException.class);
        outcomes.forEach(StoreSuite::get);
        assertThat(store.fault()).isEmpty();
    }

    /** Fifty inserts in one batch, one of which is the one given. */
    private List<Future<?>> batchWith(TaskSample bad) throws Exception {
        return inOneBatch(() -> {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                writes.add(store.save((i == 25 ? bad : task(id(i))).build(), 1));
            }
            return writes;
        });
    }

    @Test
    void aBatchOfLargeTasksIsStored() throws Exception {
        JsonBytes args = JsonBytes.of("[\"" + "x".repeat(1 << 20) + "\"]");
        List<Future<?>> outcomes = inOneBatch(() -> {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                writes.add(store.save(task(id(i)).args(args).build(), 1));
            }
            return writes;
        });

        outcomes.forEach(StoreSuite::get);
        assertThat(get(store.load(id(39))).orElseThrow().task().spec().args()).isEqualTo(args);
    }

    @Test
    void changesOfTheSameRowKeepTheirOrder() throws Exception {
        List<Future<?>> outcomes = inOneBatch(() -> List.of(
                store.save(task(id(1)).build(), 1),
                store.save(task(id(1)).ended(Phase.SUCCESS, null).build(), 2),
                store.delete(id(1), 3),
                store.save(task(id(1)).queue("again").build(), 1)));

        outcomes.forEach(StoreSuite::get);

        assertThat(get(store.load(id(1))).orElseThrow().task().spec().queue()).isEqualTo("again");
    }

    @Test
    void whatDoesNotFitIntoTheQueueFailsAtOnce() throws Exception {
        CountDownLatch release = blockWriter();
        List<Future<?>> queued = new ArrayList<>();
        for (int i = 0; i < settings().queueCapacity(); i++) {
            queued.add(store.delete(id(1)));
        }

        Future<?> refused = store.save(task(id(1)).build(), 1);

        assertThat(refused.isCompleted()).isTrue();
        assertThatThrownBy(() -> get(refused))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("behind");
        release.countDown();
        queued.forEach(StoreSuite::get);
    }

    @Test
    void aClosingStoreFinishesWhatItTookAndRefusesTheRest() throws Exception {
        List<Future<?>> taken = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            taken.add(store.save(task(id(i)).build(), 1));
        }

        store.close();

        taken.forEach(StoreSuite::get);
        assertThatThrownBy(() -> get(store.save(task(id(500)).build(), 1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> get(store.load(id(1)))).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void anErrorInTheWritersThreadFailsThatOperationAndItGoesOn() {
        assertThatThrownBy(() -> get(store.writer().execute(session -> {
                    throw new StackOverflowError("thrown by the test");
                })))
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("thrown by the test");

        save(task(id(1)));
    }

    @Test
    void aTaskCannotBeWrittenBeforeThePartitionsAreKnown() {
        try (TaskStore fresh = TaskStore.open(settings(), directory.resolve("other"), Clock.systemUTC())) {
            assertThatThrownBy(() -> get(fresh.save(task(id(1)).build(), 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("partitions(int)");
        }
    }
}
