package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a filter asks of a task's row, but for the time before which it was created. */
final class FilterConditions {
    /** A part of the WHERE clause with the values of its parameters. */
    record Condition(String sql, List<Object> values) {
        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    private static final Set<Phase> RARE = EnumSet.of(Phase.STARTED, Phase.RETRY, Phase.FAILURE, Phase.REVOKED);

    /** What waits for others included. SQLite needs half the time for it that it does for a list of three states. */
    private static final Condition PENDING_STATES = new Condition("(state = 0 OR state >= 20)");

    /** As the partial index {@code task_rare} has it. */
    private static final String RARE_STATES = "state > 0 AND state < 20 AND state <> 10";

    private final List<Condition> kind = new ArrayList<>();
    private final List<Condition> others = new ArrayList<>();

    FilterConditions(Dialect dialect, TaskFilter filter) {
        addKind(filter);
        addRoot(filter.rootId());
        filter.headers().forEach((key, value) -> others.add(dialect.header(key, value)));
        if (filter.since() != null) {
            add("created_at >= ?", Millis.floor(filter.since()));
        }
    }

    /** What rules out most comes first, for an index may have to be walked from end to end. */
    private void addKind(TaskFilter filter) {
        if (filter.name() != null) {
            kind.add(new Condition("name = ?", filter.name()));
        }
        if (filter.queue() != null) {
            kind.add(new Condition("queue = ?", filter.queue()));
        }
        if (filter.errorType() != null) {
            kind.add(new Condition("state = 11"));
            add("error_type = ?", filter.errorType());
        }
        if (filter.state() != null) {
            addState(filter.state());
        }
        kind.add(new Condition("name <> '" + TaskSpec.GROUP + "'"));
    }

    private void addState(String word) {
        Optional<Phase> builtIn = Arrays.stream(Phase.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
        if (builtIn.isEmpty()) {
            add("custom_state = ?", word);
            return;
        }
        Phase phase = builtIn.get();
        if (phase == Phase.PENDING) {
            kind.add(0, PENDING_STATES);
        } else {
            kind.add(new Condition("state = " + phase.code()));
        }
        if (RARE.contains(phase)) {
            add(RARE_STATES);
        }
        if (phase == Phase.STARTED) {
            add("custom_state IS NULL");
        }
    }

    /** The index holds only the tasks that are not their own root, so the root itself is asked for by its id. */
    private void addRoot(String rootId) {
        if (rootId != null) {
            add("((root_id = ? AND root_id <> id) OR (id = ? AND root_id = ?))", rootId, rootId, rootId);
        }
    }

    private void add(String condition, Object... bound) {
        others.add(new Condition(condition, bound));
    }

    /** Leaves out what has ended. */
    void addOpen() {
        add("(state < 10 OR state >= 20)");
    }

    /** Leaves out what failed because something before it did: that runs again together with it. */
    void addFailedItself() {
        add("(state <> 11 OR error_type IS NULL OR error_type <> ?)", ErrorTypes.UPSTREAM_FAILED);
    }

    /** Whether only what waits passes, for its time or for others. */
    boolean isOfPending() {
        return kind.contains(PENDING_STATES);
    }

    /** The conditions on columns that the table of kinds has, too. */
    List<Condition> kind() {
        return kind;
    }

    /** All of them. */
    List<Condition> all() {
        List<Condition> all = new ArrayList<>(kind);
        all.addAll(others);
        return all;
    }

    static String sql(List<Condition> conditions) {
        return conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "));
    }

    /** Returns the index of the parameter behind them. */
    static int bind(PreparedStatement select, List<Condition> conditions) throws SQLException {
        int index = 1;
        for (Condition condition : conditions) {
            for (Object value : condition.values()) {
                select.setObject(index++, value);
            }
        }
        return index;
    }
}
