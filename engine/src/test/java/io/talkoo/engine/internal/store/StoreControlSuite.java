package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskFilter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is set for the cluster, and what it is steered by. */
abstract class StoreControlSuite extends StoreSuite {
    @Test
    void anEntryIsCountedUpWithEveryChangeAndIsThereAfterARestart() {
        ControlTable table = store.controlTable();
        assertThat(get(table.put("kind", "a", "1")).revision()).isEqualTo(1);
        get(table.put("kind", "a", "2"));
        assertThat(get(table.put("kind", "a", null)).revision()).isEqualTo(3);
        get(table.put("kind", "b", "x"));
        get(table.put("other", "a", "\u00e4"));

        reopen();

        assertThat(get(store.controlTable().all()))
                .containsExactlyInAnyOrder(
                        new ControlEntry("kind", "a", null, 3),
                        new ControlEntry("kind", "b", "x", 1),
                        new ControlEntry("other", "a", "\u00e4", 1));
    }

    private void fail(String id, String type, Instant at) {
        TaskRecord task = task(id).build();
        get(store.save(task, 1));
        get(store.save(TaskState.refused(task, TaskError.of(type, "because"), at), 2));
    }

    @Test
    void failuresAreCountedByTypeAndName() {
        fail(id(1), "io.Broken", CREATED.plusSeconds(1));
        fail(id(2), "io.Broken", CREATED.plusSeconds(2));
        fail(id(3), ErrorTypes.UPSTREAM_FAILED, CREATED.plusSeconds(3));
        save(task(id(4)));

        assertThat(get(store.queries().failures(10)))
                .containsExactly(
                        new FailureGroup("io.Broken", "math.add", 2, CREATED.plusSeconds(2), id(2)),
                        new FailureGroup(ErrorTypes.UPSTREAM_FAILED, "math.add", 1, CREATED.plusSeconds(3), id(3)));
        assertThat(get(store.queries().rerunnableIds(TaskFilter.ALL.withState("FAILURE"), null, 10))
                        .ids())
                .containsExactly(id(2), id(1));
        assertThat(get(store.queries().list(TaskFilter.ALL.withErrorType("io.Broken"), null, 10))
                        .tasks())
                .hasSize(2);
    }

    @Test
    void aTaskThatRunsAgainIsNoFailureAnyMore() {
        fail(id(1), "io.Broken", CREATED.plusSeconds(1));
        TaskRecord failed = get(store.load(id(1))).orElseThrow().task();

        get(store.save(TaskState.rerun(failed, CREATED.plusSeconds(2)), 3));

        assertThat(get(store.queries().failures(10))).isEmpty();
        assertThat(get(store.queries().list(TaskFilter.ALL.withErrorType("io.Broken"), null, 10))
                        .tasks())
                .isEmpty();
    }

    @Test
    void queuesAreKnownByNameAndCountedByWhatIsDue() {
        save(
                task(id(1)).queue("mail"),
                task(id(2)).queue("mail").dueAt(CREATED.plusSeconds(60)),
                task(id(3)).queue("done").ended(Phase.SUCCESS, CREATED));

        assertThat(get(store.queueTable().names())).containsExactly("done", "mail");
        assertThat(get(store.queueTable().knows("done"))).isTrue();
        assertThat(get(store.queueTable().knows("other"))).isFalse();
        assertThat(get(store.queueTable().counts(CREATED)))
                .containsExactly(new QueueTable.Count("mail", 2, 1, CREATED));
    }

    @Test
    void whatWaitsInAQueueIsFoundPageByPageInAllPartitionsAndLanes() {
        Set<String> waiting = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String id = idIn(i % PARTITIONS, i);
            save(task(id).lane(i % 4 == 0 ? Lane.of("key-" + i % 8, null, null) : Lane.NONE)
                    .priority(i % 3)
                    .dueAt(CREATED.plusSeconds(i)));
            waiting.add(id);
        }
        save(task(id(100)).queue("other"), task(id(101)).createdAt(CREATED.plusSeconds(5)));

        Set<String> found = new HashSet<>();
        QueueTable.Place next = QueueTable.Place.FIRST;
        while (next != null) {
            QueueTable.Waiting page = get(store.queueTable().waiting("default", next, CREATED, 7));
            assertThat(page.ids()).hasSizeLessThanOrEqualTo(7);
            found.addAll(page.ids());
            next = page.next();
        }
        assertThat(found).isEqualTo(waiting);
    }
}
