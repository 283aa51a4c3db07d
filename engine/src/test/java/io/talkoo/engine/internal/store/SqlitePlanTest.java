package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which index SQLite takes for each query: a slip in a condition makes it read the whole table instead. */
final class SqlitePlanTest extends StoreSuite {
    private static final TaskFilter ALL = TaskFilter.ALL;
    private static final KnownKinds KINDS = new KnownKinds(100, false);

    @Override
    String url() {
        return "jdbc:sqlite::memory:";
    }

    @Test
    void readyTasksAreWalkedInTheIndexAloneAndNeedNoSorting() {
        assertThat(plan(ReadyQuery.IDS))
                .containsExactly("SEARCH task USING COVERING INDEX task_open"
                        + " (part=? AND queue=? AND lane=? AND priority=? AND (due_at,id)>(?,?) AND due_at<?)");
    }

    @Test
    void theNextDueTimeIsOneProbeForEachPriority() {
        assertThat(plan(OpenTasks.NEXT_DUE))
                .contains("SEARCH task USING COVERING INDEX task_open"
                        + " (part=? AND queue=? AND lane=? AND priority=? AND due_at>?)");
    }

    @Test
    void theReadyPrioritiesAreOneProbeEach() {
        assertThat(plan(ReadyQuery.READY_PRIORITIES))
                .contains("SEARCH task USING COVERING INDEX task_open"
                        + " (part=? AND queue=? AND lane=? AND priority=? AND due_at<?)");
    }

    @Test
    void theQueuesAreOneProbeEach() {
        assertThat(plan(OpenTasks.QUEUES))
                .contains("SEARCH task USING COVERING INDEX task_open (part=? AND queue>?)")
                .noneSatisfy(step -> assertThat(step).startsWith("SCAN task"));
    }

    @Test
    void theLanesAreTwoProbesEach() {
        assertThat(plan(OpenTasks.DUE_LANES))
                .contains(
                        "SEARCH task USING COVERING INDEX task_open (part=? AND queue=? AND lane>?)",
                        "SEARCH task USING COVERING INDEX task_open"
                                + " (part=? AND queue=? AND lane=? AND priority=? AND due_at<?)")
                .noneSatisfy(step -> assertThat(step).startsWith("SCAN task"));
    }

    @Test
    void expiredTasksAreFoundInOrder() {
        assertThat(plan(OpenTasks.EXPIRED))
                .containsExactly(
                        "SEARCH task USING COVERING INDEX task_expiry (part=? AND expires_at>? AND expires_at<?)");
        assertThat(plan(OpenTasks.NEXT_EXPIRY))
                .singleElement()
                .asString()
                .contains("USING COVERING INDEX task_expiry (part=?");
    }

    @Test
    void childrenAreFoundByTheirParent() {
        assertThat(plan(TaskRows.CHILDREN))
                .anySatisfy(step -> assertThat(step).contains("USING INDEX task_tree (root_id=? AND parent_id=?)"));
    }

    @Test
    void purgingReadsOnlyWhatItDeletes() {
        assertThat(plan(SqliteSql.PURGE))
                .anySatisfy(step -> assertThat(step).contains("USING INDEX task_purge (purge_at"))
                .anySatisfy(step -> assertThat(step).contains("USING INDEX task_tree (root_id=? AND parent_id=?)"));
    }

    @Test
    void listsAreWalkedFromTheNewestOn() {
        assertThat(plan(list(ALL, new PageCursor(1, "a"))))
                .anySatisfy(
                        step -> assertThat(step).contains("USING COVERING INDEX task_created ((created_at,id)<(?,?))"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "SUCCESS"})
    void aFilterThatHardlyAnythingPassesReadsNoRowThatDoesNot(String state) {
        TaskFilter filter = new TaskFilter(state, "rare", "default", null, Map.of(), null, null, null);

        assertThat(plan(list(filter, null)))
                .anySatisfy(step -> assertThat(step).contains("USING COVERING INDEX task_created (created_at<?)"));
    }

    @Test
    void whatWaitsIsFoundAmongTheOpenTasksWithoutReadingRows() {
        TaskFilter filter = ALL.withState("PENDING").withName("rare");
        String sql = new ListQuery(new SqliteDialect(), filter, null, 10)
                .ofOpen(KINDS)
                .rows();

        assertThat(plan(sql)).anySatisfy(step -> assertThat(step).contains("SCAN task USING COVERING INDEX task_open"));
    }

    @Test
    void aKindIsLookedForByItsQueueOrItsName() {
        assertThat(plan(kindSql(ALL.withName("a"))))
                .containsExactly("SEARCH task_kind USING INDEX task_kind_name (name=?)");
        assertThat(plan(kindSql(ALL.withQueue("a")))).containsExactly("SEARCH task_kind USING PRIMARY KEY (queue=?)");
    }

    private static String kindSql(TaskFilter filter) {
        return KnownKinds.sql(new FilterConditions(new SqliteDialect(), filter).kind());
    }

    private static String list(TaskFilter filter, PageCursor after) {
        return new ListQuery(new SqliteDialect(), filter, after, 10)
                .ofAll(KINDS)
                .rows();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "RETRY", "FAILURE", "REVOKED"})
    void aStateThatFewTasksAreStoredInIsFoundByIt(String state) {
        TaskFilter filter = new TaskFilter(state, "rare", "default", null, Map.of(), null, null, null);

        assertThat(plan(list(filter, null)))
                .anySatisfy(
                        step -> assertThat(step).contains("USING COVERING INDEX task_rare (state=? AND created_at<?)"));
    }

    @Test
    void failuresOfOneTypeAreFoundByIt() {
        TaskFilter filter = new TaskFilter(null, null, null, null, Map.of(), null, null, "java.io.IOException");

        assertThat(plan(list(filter, null)))
                .anySatisfy(step ->
                        assertThat(step).contains("USING COVERING INDEX task_failed (error_type=? AND created_at<?)"));
    }

    @Test
    void workflowsAreWalkedFromTheNewestOn() {
        assertThat(plan(WorkflowQuery.NEXT))
                .first()
                .asString()
                .contains("SEARCH w USING PRIMARY KEY ((created_at,id)<(?,?))");
    }

    @Test
    void aTreeIsFoundByTheTimeOfItsResult() {
        assertThat(plan(TaskRows.TREE))
                .anySatisfy(step -> assertThat(step).contains("SEARCH w USING PRIMARY KEY (created_at=? AND id=?)"));
    }

    @Test
    void listsOfATreeAreFoundByItsRoot() {
        TaskFilter filter = new TaskFilter(null, null, null, "a", Map.of(), null, null, null);

        assertThat(plan(list(filter, null)))
                .anySatisfy(step -> assertThat(step).contains("USING INDEX task_tree (root_id=?)"));
    }

    @Test
    void dueSchedulesAreWalkedInTheOrderOfTheirTimes() {
        assertThat(plan(ScheduleRows.DUE.formatted("1, 2")))
                .containsExactly(
                        "SEARCH s USING INDEX schedule_due (next_at>? AND next_at<?)",
                        "SEARCH t USING PRIMARY KEY (id=?) LEFT-JOIN");
        assertThat(plan(ScheduleRows.NEXT_DUE.formatted("1, 2")))
                .containsExactly("SEARCH schedule USING COVERING INDEX schedule_due (next_at>?)");
    }

    @Test
    void queuesAreCountedWithoutReadingRows() {
        assertThat(plan(QueueTable.COUNTS)).first().asString().contains("USING COVERING INDEX task_open");
    }

    @Test
    void whatWaitsInAQueueIsWalkedInTheOrderOfItsLine() {
        assertThat(plan(QueueTable.WAITING))
                .singleElement()
                .asString()
                .contains("USING COVERING INDEX task_open"
                        + " (part=? AND queue=? AND lane=? AND priority=? AND (due_at,id)>(?,?))");
        assertThat(plan(QueueTable.NEXT_LANE))
                .containsExactly("SEARCH task USING COVERING INDEX task_open (part=? AND queue=? AND lane>?)");
    }

    @Test
    void failuresAreCountedWithoutReadingRows() {
        assertThat(plan(FailureQuery.GROUPS)).first().asString().contains("USING COVERING INDEX task_failures");
        assertThat(plan(FailureQuery.LAST)).first().asString().contains("USING COVERING INDEX task_failures");
    }

    private List<String> plan(String sql) {
        return get(store.writer().execute(session -> {
            List<String> steps = new ArrayList<>();
            try (PreparedStatement explain = session.prepareOnce("EXPLAIN QUERY PLAN " + sql);
                    ResultSet row = explain.executeQuery()) {
                while (row.next()) {
                    steps.add(row.getString("detail"));
                }
            }
            return steps;
        }));
    }
}
