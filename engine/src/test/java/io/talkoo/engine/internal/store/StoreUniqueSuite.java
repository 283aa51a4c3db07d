package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who has a key to itself. */
abstract class StoreUniqueSuite extends StoreSuite {
    private static TaskRecord sample(int number, String key, UniqueUntil until) {
        return task(id(number)).unique(new Unique(key, until)).build();
    }

    private Claim insert(TaskRecord task) {
        return get(store.insertUnique(task));
    }

    @Test
    void theFirstIsStoredAndTheOthersAreNot() {
        assertThat(insert(sample(1, "k", UniqueUntil.READY))).isEqualTo(new Claim(id(1), true));
        assertThat(insert(sample(2, "k", UniqueUntil.READY))).isEqualTo(new Claim(id(1), false));
        assertThat(insert(sample(3, "other", UniqueUntil.READY))).isEqualTo(new Claim(id(3), true));
        assertThat(insert(sample(1, "k", UniqueUntil.READY))).isEqualTo(new Claim(id(1), false));
        reopen();

        assertThat(insert(sample(4, "k", UniqueUntil.READY))).isEqualTo(new Claim(id(1), false));
        assertThat(get(store.queries().read(id(2)))).isEmpty();
    }

    @Test
    void keysOfOtherNamesDoNotMeet() {
        insert(sample(1, "k", UniqueUntil.READY));
        TaskRecord other = task(id(2))
                .name("mail.send")
                .unique(new Unique("k", UniqueUntil.READY))
                .build();

        assertThat(insert(other).stored()).isTrue();
    }

    @Test
    void theStartOrTheEndFreesTheKeyInItsOwnTransaction() {
        TaskRecord untilReady = sample(1, "ready", UniqueUntil.READY);
        TaskRecord untilStarted = sample(2, "started", UniqueUntil.STARTED);
        insert(untilReady);
        insert(untilStarted);
        Run run = new Run(2, CREATED, "node-1");
        get(store.save(TaskState.started(untilReady, run), 2));
        get(store.save(TaskState.started(untilStarted, run), 2));

        assertThat(insert(sample(3, "ready", UniqueUntil.READY)).stored()).isFalse();
        assertThat(insert(sample(4, "started", UniqueUntil.STARTED)).stored()).isTrue();
        get(store.save(TaskState.succeeded(untilReady, run, null, CREATED), 3));
        get(store.save(TaskState.succeeded(untilStarted, run, null, CREATED), 3));
        assertThat(insert(sample(5, "ready", UniqueUntil.READY)).stored()).isTrue();
        assertThat(insert(sample(6, "started", UniqueUntil.STARTED)).taskId()).isEqualTo(id(4));
    }

    @Test
    void aKeyForATimeIsFreeAfterIt() {
        UniqueUntil minute = UniqueUntil.elapsed(Duration.ofMinutes(1));
        insert(sample(1, "k", minute));
        TaskRecord later = task(id(2))
                .createdAt(CREATED.plusSeconds(60))
                .unique(new Unique("k", minute))
                .build();

        assertThat(insert(sample(3, "k", minute)).stored()).isFalse();
        assertThat(insert(later).stored()).isTrue();
        get(store.purge(CREATED.plusSeconds(180), 10));
        assertThat(insert(sample(4, "k", minute)).stored()).isTrue();
    }

    @Test
    void anIdThatIsKnownTakesNoKey() {
        save(task(id(1)));

        assertThat(insert(sample(1, "k", UniqueUntil.READY))).isEqualTo(new Claim(id(1), false));
        assertThat(insert(sample(2, "k", UniqueUntil.READY)).stored()).isTrue();
    }

    @Test
    void ofManyAtOnceOnTwoConnectionsOneIsStored() {
        TaskStore other = second();
        try {
            List<CompletionStage<Claim>> claims = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                TaskRecord task = sample(i, "k" + i % 3, UniqueUntil.READY);
                claims.add((i % 2 == 0 ? store : other).insertUnique(task));
            }

            assertThat(claims.stream().map(StoreSuite::get).filter(Claim::stored))
                    .hasSize(3);
        } finally {
            if (other != store) {
                other.close();
            }
        }
    }

    /** Another node on the same database. */
    abstract TaskStore second();

    final TaskStore another() {
        TaskStore other = TaskStore.open(settings(), directory, Clock.systemUTC());
        other.partitions(PARTITIONS);
        return other;
    }
}
