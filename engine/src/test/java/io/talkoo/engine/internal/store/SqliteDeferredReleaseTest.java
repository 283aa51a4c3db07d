package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.concurrent.Future;

/** What is committed is there for whoever reads and after every crash, whether it is in its row yet or not. */
final class SqliteDeferredReleaseTest extends FlowSuite {
    private static final int CHAINS = 5;
    private static final int STEPS = 4;
    private static final int ALL = CHAINS * STEPS;

    private final List<Path> crashes = new CopyOnWriteArrayList<>();

    @Override
    String url() {
        return "jdbc:sqlite:talkoo.db";
    }

    @Test
    void aStepThatWasReleasedInTheLastMomentIsReleasedAfterACrash() {
        store.onEnds(ended -> List.of(), told -> crash());
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));

        succeed(1, "7");
        effects();

        afterCrash(crashes.get(0), restarted -> {
            StoredTask released = get(restarted.queries().read(List.of(id(2)))).get(0);
            assertThat(released.task().phase()).isEqualTo(Phase.PENDING);
            assertThat(released.task().input()).isEqualTo(JsonBytes.of("7"));
            assertThat(released).isEqualTo(row(2));
        });
    }

    @Test
    void aStepThatHasEndedSinceItWasReleasedStaysAsItIsAfterACrash() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne(id(3))), step(id(3), behindOne()));
        store.onEnds(ended -> List.of(), told -> crash());

        succeed(1, "7");
        succeed(2, "8");
        effects();

        afterCrash(crashes.get(1), restarted -> {
            List<StoredTask> steps = get(restarted.queries().read(List.of(id(2), id(3))));
            assertThat(steps).containsExactlyInAnyOrder(row(2), row(3));
            assertThat(phase(2)).isEqualTo(Phase.SUCCESS);
            assertThat(phase(3)).isEqualTo(Phase.PENDING);
        });
    }

    @Test
    void whoReadsRowsFindsAStepThatWasReleasedJustBefore() {
        for (int i = 1; i < ALL; i += 2) {
            insert(step(id(i), before(id(i + 1))), step(id(i + 1), behindOne()));
            succeed(i, "7");
            StoredTask read = get(store.queries().read(List.of(id(i + 1)))).get(0);
            assertThat(read.task().phase()).isEqualTo(Phase.PENDING);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void afterAnythingARestartedStoreKnowsWhatTheOldOneDid(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ALL; i += STEPS) {
            insert(
                    step(id(i), before(id(i + 1))),
                    behind(i, i + 1, id(i + 2)),
                    behind(i, i + 2, id(i + 3)),
                    behind(i, i + 3));
        }
        for (int crash = 0; crash < 3; crash++) {
            changeAtRandom(random);
            get(store.writer().executeAside(session -> crash()));
            List<StoredTask> known = IntStream.range(0, ALL).mapToObj(this::row).toList();
            List<String> ids = known.stream().map(each -> each.task().id()).toList();
            afterCrash(
                    crashes.get(crash),
                    restarted ->
                            assertThat(get(restarted.queries().read(ids))).containsExactlyInAnyOrderElementsOf(known));
            assertThat(get(store.queries().read(ids))).containsExactlyInAnyOrderElementsOf(known);
        }
    }

    private static TaskRecord behind(int first, int number, String... later) {
        return TaskState.submitted(task(id(number))
                .parent(id(number - 1), id(first))
                .flow(behindOne(later))
                .spec());
    }

    private void changeAtRandom(Random random) {
        for (int round = 0; round < 8; round++) {
            List<Future<?>> together = new ArrayList<>();
            for (int chain = 0; chain < ALL; chain += STEPS) {
                change(chain + random.nextInt(STEPS), random, together);
            }
            all(together);
        }
    }

    /** Most steps end well; some fail, are tried again, revoked or run again. */
    private void change(int number, Random random, List<Future<?>> into) {
        StoredTask row = row(number);
        int dice = random.nextInt(10);
        if (row.task().ready()) {
            if (dice == 0 && row.task().phase() != Phase.SUCCESS) {
                into.add(rerunning(number));
            }
        } else if (row.task().phase() == Phase.BLOCKED) {
            if (dice == 0) {
                into.add(revoking(number));
            }
        } else if (dice == 0) {
            into.add(failing(number));
        } else if (dice == 1) {
            into.add(store.save(Steps.retrying(row), row.revision() + 1));
        } else {
            into.add(succeeding(number, String.valueOf(dice)));
        }
    }

    /** Keeps the files as they are between two transactions of the writer. */
    private Path crash() {
        try {
            Path copy = Files.createDirectory(directory.resolve("crash-" + crashes.size()));
            for (String name : List.of("talkoo.db", "talkoo.db-wal")) {
                Files.copy(directory.resolve(name), copy.resolve(name));
            }
            crashes.add(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void afterCrash(Path files, Consumer<TaskStore> then) {
        try (TaskStore restarted = TaskStore.open(settings(), files, Clock.systemUTC(), payloads())) {
            restarted.partitions(PARTITIONS);
            then.accept(restarted);
        }
    }
}
