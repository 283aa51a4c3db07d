package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.protocol.TaskFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How PostgreSQL goes about each query, on tables that are empty, where statements are planned first, and on ones that are
 * full: whole tables must be read by none.
 */
final class PostgresPlanTest extends StoreSuite {
    private static final String FILL = """
            INSERT INTO task SELECT 'task' || n, n % 64, 'default', 'a', CASE WHEN n % 10 = 0 THEN 0 ELSE 10 END, null, 5,
                n, n, null, null, n, 0, null, 'task' || n, null, 1, '\\x01' FROM generate_series(1, 20000) AS s(n)""";

    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noQueryReadsTheWholeTableNorSortsWhatIsReady(boolean filled) throws SQLException {
        if (filled) {
            PostgresServer.execute(url, FILL, "ANALYZE task");
        }
        assertPlan(ReadyQuery.IDS, 1, "default", "", 5, 100, 0, "", 10)
                .contains("task_open", "priority = 5", "due_at <= ")
                .doesNotContain("Sort");
        assertPlan(ReadyQuery.READY_PRIORITIES, 1, "default", "", 100).contains("task_open", "due_at <= ");
        assertPlan(OpenTasks.NEXT_DUE, 1, "default", "", 100).contains("task_open", "due_at > ");
        assertPlan(OpenTasks.DUE_LANES, 1, "default", "", 1, "default", 1, "default", 100, 10)
                .contains("task_open", "lane > ", "due_at <= ");
        assertPlan(OpenTasks.QUEUES, 1, 1).contains("task_open");
        assertPlan(OpenTasks.EXPIRED, 1, 100, 10).contains("task_expiry");
        assertPlan(OpenTasks.NEXT_EXPIRY, 1).contains("task_expiry");
        assertPlan(TaskRows.CHILDREN, "a", 10).contains("task_tree");
        assertPlan(TaskRows.NEWEST).contains("task_created");
        assertPlan(ScheduleRows.DUE.formatted("1, 2"), 100, 10)
                .contains("schedule_due", "task_pkey")
                .doesNotContain("Sort");
        assertPlan(ScheduleRows.NEXT_DUE.formatted("1, 2"), 100).contains("schedule_due");
        assertPlan(PostgresSql.PURGE, 100, 10).contains("task_purge", "task_pkey");
        assertPlan(PostgresSql.TASKS.replace("?", "ARRAY['a', 'b']")).contains("task_pkey");
        assertPlan(list(TaskFilter.ALL, null), 100, 10)
                .contains("task_created", "created_at < ")
                .doesNotContain("Seq Scan");
        assertPlan(list(TaskFilter.ALL, new PageCursor(1, "a")), 1, "a", 10).contains("task_created");
        assertPlan(TaskRows.TREE, "a").contains("task_pkey", "workflow_pkey");
        assertPlan(WorkflowQuery.FIRST, 10).contains("workflow_created");
        assertPlan(WorkflowQuery.NEXT, 1, "a", 10).contains("workflow_created");
        TaskFilter named = TaskFilter.ALL.withName("a");
        assertPlan(KnownKinds.sql(new FilterConditions(new PostgresDialect(), named).kind()), "a")
                .contains("task_kind");
        assertPlan(list(named, null), "a", 100, 10).contains("task_created", "created_at < ");
        TaskFilter root = new TaskFilter(null, null, null, "a", Map.of(), null, null, null);
        assertPlan(list(root, null), "a", "a", "a", 10).contains("task_tree");
    }

    private static String list(TaskFilter filter, PageCursor after) {
        KnownKinds kinds = new KnownKinds(100, false);
        return new ListQuery(new PostgresDialect(), filter, after, 10)
                .ofAll(kinds)
                .rows();
    }

    private org.assertj.core.api.AbstractStringAssert<?> assertPlan(String sql, Object... values) throws SQLException {
        String literal = sql;
        for (Object value : values) {
            literal = literal.replaceFirst("\\?", value instanceof String ? "'" + value + "'" : value.toString());
        }
        PostgresConnections connections = new PostgresConnections(settings());
        StringBuilder plan = new StringBuilder();
        try (Connection connection = connections.reading().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(connections.readingSettings());
            try (ResultSet line = statement.executeQuery("EXPLAIN (COSTS OFF) " + literal)) {
                while (line.next()) {
                    plan.append(line.getString(1)).append('\n');
                }
            }
        }
        return assertThat(plan.toString()).as(literal).doesNotContain("Seq Scan");
    }
}
