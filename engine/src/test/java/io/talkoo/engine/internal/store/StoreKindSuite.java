package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.TaskFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import scala.concurrent.Future;

/** Lists of kinds that there are, that there were, and that there never were. */
abstract class StoreKindSuite extends FlowSuite {
    private static final TaskFilter ALL = TaskFilter.ALL;

    @Test
    void aKindIsListedFromItsFirstTaskOn() {
        TaskFilter filter = ALL.withName("mail.send").withQueue("mail");
        save(task(id(1)).name("mail.send"), task(id(2)).queue("mail"));
        assertThat(listed(filter)).isEmpty();

        save(task(id(3)).name("mail.send").queue("mail"));

        assertThat(listed(filter)).containsExactly(id(3));
    }

    @Test
    void aStateIsListedFromTheFirstTaskOnThatReachesIt() {
        save(task(id(1)));
        assertThat(listed(ALL.withState("SUCCESS"))).isEmpty();

        get(store.save(task(id(1)).ended(Phase.SUCCESS, null).build(), 2));

        assertThat(listed(ALL.withState("SUCCESS"))).containsExactly(id(1));
        assertThat(listed(ALL.withState("PENDING"))).isEmpty();
    }

    @Test
    void aKindIsListedHoweverLongAfterItsFirstTaskTheOthersAreCreated() {
        List<String> newestFirst = new ArrayList<>();
        for (int seconds : new int[] {0, 9, 10, 11, 25, 3600}) {
            String id = id(newestFirst.size());
            save(task(id).createdAt(CREATED.plusSeconds(seconds)));
            newestFirst.add(0, id);
            assertThat(listed(ALL.withName("math.add"))).isEqualTo(newestFirst);
        }

        reopen();
        save(task(id(9)).createdAt(CREATED.plusSeconds(3601)));

        newestFirst.add(0, id(9));
        assertThat(listed(ALL.withState("PENDING"))).isEqualTo(newestFirst);
    }

    @Test
    void pagesOfWhatWaitsOfAKindFollowEachOther() {
        TaskFilter filter = ALL.withState("PENDING").withName("b");
        for (int i = 0; i < 9; i++) {
            save(task(id(i)).name(i % 2 == 0 ? "a" : "b").createdAt(CREATED.plusMillis(i / 4)));
        }

        TaskQueries.Page first = get(store.queries().list(filter, null, 3));
        TaskQueries.Page second = get(store.queries().list(filter, first.next(), 3));

        assertThat(ids(first)).containsExactly(id(7), id(5), id(3));
        assertThat(ids(second)).containsExactly(id(1));
        assertThat(second.next()).isNull();
    }

    @Test
    void aRowThatCannotBeWrittenLeavesTheKindsOfTheOthersKnown() throws Exception {
        List<Future<?>> outcomes = inOneBatch(() -> new ArrayList<>(List.of(
                store.save(task(id(1)).name("one").build(), 1),
                store.save(task(id(2)).queue(null).build(), 1),
                store.save(task(id(3)).name("two").build(), 1))));

        assertThatThrownBy(() -> get(outcomes.remove(1))).isInstanceOf(AssertionError.class);
        outcomes.forEach(StoreSuite::get);
        assertThat(listed(ALL.withName("one"))).containsExactly(id(1));
        assertThat(listed(ALL.withName("two"))).containsExactly(id(3));
    }

    @Test
    void aStepIsPendingBeforeItIsFreedAndAfterwards() {
        TaskFilter filter = ALL.withState("PENDING");
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        assertThat(listed(filter)).containsExactly(id(2), id(1));

        succeed(1, "1");

        assertThat(phase(2)).isEqualTo(Phase.PENDING);
        assertThat(listed(filter)).containsExactly(id(2));
    }

    @Test
    void theRowsOfGroupsAreInNoList() {
        save(task(id(1)).name(TaskSpec.GROUP), task(id(2)));

        assertThat(listed(ALL)).containsExactly(id(2));
        assertThat(listed(ALL.withName(TaskSpec.GROUP))).isEmpty();
    }

    @Test
    void everyFilterFindsWhatPassesItAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<TaskRecord> tasks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tasks.add(any(i, random));
        }
        tasks.forEach(task -> get(store.save(task, 1)));

        for (String name : new String[] {null, "a", "b", "c"}) {
            for (String queue : new String[] {null, "x", "y", "z"}) {
                for (String state : new String[] {null, "PENDING", "STARTED", "RETRY", "SUCCESS", "PROGRESS"}) {
                    TaskFilter filter = ALL.withName(name).withQueue(queue).withState(state);
                    assertThat(listed(filter)).as("%s, seed %d", filter, seed).isEqualTo(passing(tasks, filter));
                }
            }
        }
    }

    private static TaskRecord any(int number, Random random) {
        TaskSample task = task(id(number))
                .createdAt(CREATED.plusMillis(number))
                .name(List.of("a", "b", "c").get(random.nextInt(3)))
                .queue(List.of("x", "y", "z").get(random.nextInt(3)));
        return switch (random.nextInt(4)) {
            case 0 -> task.build();
            case 1 -> task.started(null).build();
            case 2 -> task.started("PROGRESS").build();
            default -> task.ended(Phase.SUCCESS, null).build();
        };
    }

    private static List<String> passing(List<TaskRecord> tasks, TaskFilter filter) {
        List<String> newestFirst = new ArrayList<>();
        for (TaskRecord task : tasks) {
            String state = task.custom() == null ? task.phase().word() : task.custom();
            if (isWanted(filter.name(), task.spec().name())
                    && isWanted(filter.queue(), task.spec().queue())
                    && isWanted(filter.state(), state)) {
                newestFirst.add(0, task.id());
            }
        }
        return newestFirst;
    }

    private static boolean isWanted(String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }

    @Test
    void kindsAreKnownAfterARestartAndWhenTheirTasksAreGone() {
        save(task(id(1)).queue("mail").ended(Phase.SUCCESS, CREATED));
        assertThat(get(store.purge(CREATED.plusSeconds(1), 10))).isEqualTo(1);

        reopen();
        save(task(id(2)).queue("mail").ended(Phase.SUCCESS, null));

        assertThat(listed(ALL.withQueue("mail").withState("SUCCESS"))).containsExactly(id(2));
        assertThat(get(store.queueTable().names())).containsExactly("mail");
    }

    @Test
    void tablesWithoutKindsAreGivenThoseOfTheTasksThatAreThereAndAllQueues() {
        save(task(id(1)).name("mail.send").queue("mail").ended(Phase.SUCCESS, null), task(id(2)));
        execute("CREATE TABLE queue(name VARCHAR(200) PRIMARY KEY)");
        execute("INSERT INTO queue VALUES ('default'), ('emptied'), ('mail')");
        execute("DROP TABLE task_kind");
        execute("DROP TABLE IF EXISTS deferred_release");
        execute("DELETE FROM schema_version WHERE version IN ('11', '12', '13')");

        reopen();

        assertThat(listed(ALL.withName("mail.send").withState("SUCCESS"))).containsExactly(id(1));
        assertThat(listed(ALL.withQueue("default"))).containsExactly(id(2));
        assertThat(listed(ALL.withQueue("emptied"))).isEmpty();
        assertThat(get(store.queueTable().names())).containsExactly("default", "emptied", "mail");
    }

    private void execute(String sql) {
        get(store.writer().execute(session -> {
            session.execute(sql);
            return null;
        }));
    }

    final List<String> listed(TaskFilter filter) {
        return ids(get(store.queries().list(filter, null, 100)));
    }

    private static List<String> ids(TaskQueries.Page page) {
        return page.tasks().stream().map(stored -> stored.task().id()).toList();
    }
}
