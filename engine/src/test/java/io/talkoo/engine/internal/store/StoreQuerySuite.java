package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Workers and lists ask. */
abstract class StoreQuerySuite extends StoreSuite {
    private static final Instant LATER = CREATED.plusSeconds(10);

    private static final String LANE_A = Lane.of("a", null, null);
    private static final String LANE_B = Lane.of("b", null, null);
    private static final String LANE_C = Lane.of("b", "math.add", "key");
    private static final String LANE_D = Lane.of("d", null, null);

    @Test
    void readyTasksComeByPriorityThenDueTimeThenId() {
        save(
                task(id(1)).priority(5),
                task(id(2)).priority(9).dueAt(CREATED.plusSeconds(2)),
                task(id(3)).priority(9).dueAt(CREATED.plusSeconds(1)),
                task(id(4)).priority(0),
                task(id(5)).priority(5));

        assertThat(ready(10)).containsExactly(id(3), id(2), id(1), id(5), id(4));
    }

    @Test
    void aHighPriorityIsServedFirstHoweverManyOldOnesWait() {
        for (int i = 0; i < 200; i++) {
            save(task(id(i)).priority(1).dueAt(CREATED.minusSeconds(1000)));
        }
        save(task(id(1000)).priority(8));

        assertThat(ready(3)).containsExactly(id(1000), id(0), id(1));
    }

    @Test
    void notReadyIsWhatIsNotDueOfAnotherPartitionOrQueueOrFinished() {
        save(
                task(id(1)),
                task(id(2)).dueAt(LATER.plusNanos(1)),
                task(id(3)).queue("mail"),
                task(id(4)).ended(Phase.SUCCESS, null),
                task(idIn(1, 5)));

        assertThat(ready(10)).containsExactly(id(1));
    }

    @Test
    void whatIsSkippedOrOfAnUnwantedTypeDoesNotCountTowardsTheLimit() {
        save(task(id(1)), task(id(2)).name("no.worker"), task(id(3)), task(id(4)), task(id(5)));

        TaskQueries.Ready found = get(store.queries()
                .ready(new ReadySearch(
                        0, "default", "", LATER, Set.of("no.worker"), Set.of(id(1), id(3)), 2, Long.MAX_VALUE)));

        assertThat(ids(found.tasks())).containsExactly(id(4), id(5));
        assertThat(found.tasks().get(0).revision()).isEqualTo(1);
    }

    @Test
    void aFetchEndsWithTheTaskThatMakesItLargeEnough() {
        JsonBytes args = JsonBytes.of("[\"" + "x".repeat(100_000) + "\"]");
        for (int i = 0; i < 5; i++) {
            save(task(id(i)).args(args));
        }

        TaskQueries.Ready some = get(store.queries().ready(search(10, 150_000)));
        TaskQueries.Ready one = get(store.queries().ready(search(10, 1)));
        TaskQueries.Ready all = get(store.queries().ready(search(10, 1_000_000)));

        assertThat(ids(some.tasks())).containsExactly(id(0), id(1));
        assertThat(some.more()).isTrue();
        assertThat(ids(one.tasks())).containsExactly(id(0));
        assertThat(all.tasks()).hasSize(5);
        assertThat(all.more()).isFalse();
    }

    @Test
    void aFetchFindsMoreThanIsReadAtOnce() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            save(task(id(i)));
            ids.add(id(i));
        }

        assertThat(ready(99)).isEqualTo(ids.subList(0, 99));
        assertThat(ready(200)).isEqualTo(ids);
    }

    private static ReadySearch search(int limit, long mostBytes) {
        return new ReadySearch(0, "default", "", LATER, Set.of(), Set.of(), limit, mostBytes);
    }

    @Test
    void theNextDueTimeIsTheEarliestOfTheLaneAfterTheTimeGiven() {
        save(
                task(id(1)).dueAt(CREATED),
                task(id(2)).priority(0).dueAt(CREATED.plusSeconds(5)),
                task(id(3)).priority(9).dueAt(CREATED.plusSeconds(7)),
                task(id(4)).queue("mail").dueAt(CREATED.plusSeconds(3)),
                task(id(5)).lane(LANE_A).dueAt(CREATED.plusSeconds(4)));

        assertThat(nextDue("", CREATED)).contains(CREATED.plusSeconds(5));
        assertThat(nextDue(LANE_A, CREATED)).contains(CREATED.plusSeconds(4));
        assertThat(nextDue("", CREATED.plusSeconds(7))).isEmpty();
    }

    private Optional<Instant> nextDue(String lane, Instant after) {
        return get(store.queries().nextDue(0, "default", lane, after));
    }

    @Test
    void eachLaneIsReadByItself() {
        save(
                task(id(1)),
                task(id(2)).lane(LANE_A),
                task(id(3)).lane(LANE_B),
                task(id(4)).lane(LANE_A));

        assertThat(ready(10)).containsExactly(id(1));
        assertThat(readyIn(LANE_A)).containsExactly(id(2), id(4));
        assertThat(readyIn(LANE_B)).containsExactly(id(3));
    }

    private List<String> readyIn(String lane) {
        ReadySearch search = new ReadySearch(0, "default", lane, LATER, Set.of(), Set.of(), 10, Long.MAX_VALUE);
        return ids(get(store.queries().ready(search)).tasks());
    }

    @Test
    void lanesWithSomethingDueAreFoundAPageAtATime() {
        save(
                task(id(1)),
                task(id(2)).lane(LANE_A),
                task(id(3)).lane(LANE_A).priority(9),
                task(id(4)).lane(LANE_B).dueAt(LATER.plusSeconds(1)),
                task(id(5)).lane(LANE_C),
                task(id(6)).lane(LANE_D).queue("mail"));

        TaskQueries.Lanes first = get(store.queries().dueLanes(0, "default", "", LATER, 2));
        TaskQueries.Lanes rest = get(store.queries().dueLanes(0, "default", first.next(), LATER, 2));

        assertThat(first).isEqualTo(new TaskQueries.Lanes(List.of(LANE_A), LANE_B));
        assertThat(rest).isEqualTo(new TaskQueries.Lanes(List.of(LANE_C), null));
    }

    @Test
    void waitingTasksAreMovedToAnotherLaneAndEndedOnesAreNot() {
        save(task(id(1)), task(id(2)), task(id(3)).ended(Phase.SUCCESS, null));

        get(store.moveToLane(List.of(id(1), id(3)), LANE_A));

        assertThat(ready(10)).containsExactly(id(2));
        assertThat(readyIn(LANE_A)).containsExactly(id(1));
    }

    @Test
    void queuesAreThoseWithOpenTasksInThePartition() {
        save(
                task(id(1)).queue("b"),
                task(id(2)).queue("a"),
                task(id(3)).queue("b"),
                task(id(4)).queue("done").ended(Phase.FAILURE, null),
                task(idIn(2, 5)).queue("elsewhere"));

        assertThat(get(store.queries().queues(0))).containsExactly("a", "b");
    }

    @Test
    void expiredAreWaitingTasksPastTheirTimeTheEarliestFirst() {
        save(
                task(id(1)).expiresAt(CREATED.plusSeconds(2)),
                task(id(2)).expiresAt(CREATED.plusSeconds(1)),
                task(id(3)).expiresAt(LATER.plusSeconds(1)),
                task(id(4)).expiresAt(CREATED).started(null),
                task(id(5)).expiresAt(CREATED).ended(Phase.REVOKED, null),
                task(id(6)));

        assertThat(get(store.queries().expired(0, LATER, 10))).containsExactly(id(2), id(1));
        assertThat(get(store.queries().expired(0, LATER, 1))).containsExactly(id(2));
        assertThat(get(store.queries().nextExpiry(0))).contains(CREATED.plusSeconds(1));
        assertThat(get(store.queries().nextExpiry(1))).isEmpty();
    }

    @Test
    void childrenComeInOrderOfCreation() {
        save(
                task(id(1)),
                task(id(3)).parent(id(1), id(1)).createdAt(CREATED),
                task(id(2)).parent(id(1), id(1)).createdAt(CREATED.plusMillis(1)),
                task(id(4)).parent(id(2), id(1)));

        assertThat(get(store.queries().children(id(1), 10))).containsExactly(id(3), id(2));
        assertThat(get(store.queries().children(id(4), 10))).isEmpty();
    }

    @Test
    void aTaskIsReadAndFoundByItsId() {
        save(task(id(1)));

        assertThat(get(store.queries().read(id(1))))
                .contains(new StoredTask(task(id(1)).build(), 1));
        assertThat(get(store.queries().read(id(2)))).isEmpty();
        assertThat(get(store.queries().read(id(1)))).isPresent();
        assertThat(get(store.queries().read(id(2)))).isEmpty();
    }

    @Test
    void aListIsNewestFirstAndItsPagesJoinWithoutGapsThoughManyWereCreatedAtOnce() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            save(task(id(i)).createdAt(CREATED.plusMillis(i / 5)));
            newestFirst.add(0, id(i));
        }

        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            TaskQueries.Page page = get(store.queries().list(TaskFilter.ALL, cursor, 3));
            paged.addAll(ids(page.tasks()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(paged).isEqualTo(newestFirst);
    }

    @Test
    void aPageThatHoldsTheRestHasNoNext() {
        save(task(id(1)), task(id(2)));

        assertThat(get(store.queries().list(TaskFilter.ALL, null, 2)).next()).isNull();
        assertThat(get(store.queries().list(TaskFilter.ALL, null, 1)).next()).isNotNull();
    }

    @Test
    void aCursorThatIsNoneIsABadRequest() {
        for (String cursor : List.of("", "x", "%%%", "YWJj", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5L2E")) {
            assertThatThrownBy(() -> get(store.queries().list(TaskFilter.ALL, cursor, 1)))
                    .isInstanceOfSatisfying(
                            TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.BAD_REQUEST));
        }
    }

    @Test
    void aListIsFilteredByStateAndACustomWordIsNotStarted() {
        save(
                task(id(1)),
                task(id(2)).started(null),
                task(id(3)).started("PROGRESS"),
                task(id(4)).ended(Phase.SUCCESS, null));

        assertThat(listed(state("PENDING"))).containsExactly(id(1));
        assertThat(listed(state("STARTED"))).containsExactly(id(2));
        assertThat(listed(state("PROGRESS"))).containsExactly(id(3));
        assertThat(listed(state("SUCCESS"))).containsExactly(id(4));
        assertThat(listed(state("RETRY"))).isEmpty();
    }

    @Test
    void aListIsFilteredByNameQueueAndRoot() {
        save(
                task(id(1)),
                task(id(2)).name("mail.send").queue("mail"),
                task(id(3)).parent(id(1), id(1)));

        assertThat(listed(new TaskFilter(null, "mail.send", null, null, Map.of(), null, null, null)))
                .containsExactly(id(2));
        assertThat(listed(new TaskFilter(null, null, "default", null, Map.of(), null, null, null)))
                .containsExactly(id(3), id(1));
        assertThat(listed(new TaskFilter(null, null, null, id(1), Map.of(), null, null, null)))
                .containsExactly(id(3), id(1));
    }

    @Test
    void aListIsFilteredByHeadersWhateverTheirKeysHold() {
        String odd = "te\"na$.n[0]t'\\ä\0\n%_";
        save(
                task(id(1)).headers(Map.of(odd, "a")),
                task(id(2)).headers(Map.of(odd, "b", "region", "fi")),
                task(id(3)).headers(Map.of("region", "fi")),
                task(id(4)),
                task(id(5)).headers(Map.of("note", "\n{\"region\":\"fi\"}\n,\"region\":\"fi\"")));

        assertThat(listed(headers(Map.of(odd, "a")))).containsExactly(id(1));
        assertThat(listed(headers(Map.of("region", "fi")))).containsExactly(id(3), id(2));
        assertThat(listed(headers(Map.of("region", "fi", odd, "b")))).containsExactly(id(2));
        assertThat(listed(headers(Map.of("region", "se")))).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadHidesNoOther() {
        save(task(id(1)), task(id(2)), task(id(3)));
        get(store.writer().execute(session -> {
            overwrite(session, id(1), new byte[] {7});
            overwrite(session, id(2), new byte[] {1, (byte) 0xff});
            return null;
        }));

        assertThat(ready(10)).containsExactly(id(3));
        assertThat(listed(TaskFilter.ALL)).containsExactly(id(3));
    }

    @Test
    void aListBeginsAtSinceAndEndsBeforeUntil() {
        for (int i = 0; i < 4; i++) {
            save(task(id(i)).createdAt(CREATED.plusMillis(i)));
        }

        assertThat(listed(new TaskFilter(
                        null, null, null, null, Map.of(), CREATED.plusMillis(1), CREATED.plusMillis(3), null)))
                .containsExactly(id(2), id(1));
    }

    @Test
    void theNumberOfPartitionsIsFixedByTheFirstCall() {
        assertThat(store.partitions(PARTITIONS * 2)).isEqualTo(PARTITIONS);
    }

    @Test
    void purgingDeletesWhatIsPastItsTimeTheOldestFirst() {
        save(
                task(id(1)).ended(Phase.SUCCESS, CREATED.plusSeconds(2)),
                task(id(2)).ended(Phase.FAILURE, CREATED.plusSeconds(1)),
                task(id(3)).ended(Phase.SUCCESS, LATER.plusSeconds(1)),
                task(id(4)));

        assertThat(get(store.purge(LATER, 1))).isEqualTo(1);
        assertThat(get(store.queries().read(id(2)))).isEmpty();
        assertThat(get(store.purge(LATER, 10))).isEqualTo(1);
        assertThat(get(store.purge(LATER, 10))).isZero();
        assertThat(listed(TaskFilter.ALL)).containsExactly(id(4), id(3));
    }

    private static void overwrite(Session session, String id, byte[] data) throws SQLException {
        try (PreparedStatement update = session.prepareOnce("UPDATE task SET data = ? WHERE id = ?")) {
            update.setBytes(1, data);
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    private List<String> ready(int limit) {
        return ids(get(store.queries().ready(search(limit, Long.MAX_VALUE))).tasks());
    }

    private List<String> listed(TaskFilter filter) {
        return ids(get(store.queries().list(filter, null, 100)).tasks());
    }

    private static TaskFilter state(String word) {
        return new TaskFilter(word, null, null, null, Map.of(), null, null, null);
    }

    private static TaskFilter headers(Map<String, String> headers) {
        return new TaskFilter(null, null, null, null, headers, null, null, null);
    }

    private static List<String> ids(List<StoredTask> tasks) {
        return tasks.stream().map(stored -> stored.task().id()).toList();
    }
}
