package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.NOW;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.body;
import static io.talkoo.engine.internal.store.Steps.member;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.Steps.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.ErrorTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import scala.concurrent.Future;

/** What the tests of workflows in the store begin with, do and look at. */
abstract class FlowSuite extends StoreSuite {
    final List<Effects> effects = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        store.onEnds(ended -> List.of(), effects::add);
    }

    void chord(int members, String... behind) {
        List<TaskRecord> rows = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            rows.add(step(id(i), member(id(0), i - 1)));
        }
        rows.add(step(id(0), body(id(0), members, behind)));
        for (String id : behind) {
            rows.add(step(id, behindOne()));
        }
        insert(rows.toArray(TaskRecord[]::new));
    }

    void insert(TaskRecord... rows) {
        get(store.insert(workflow(rows)));
    }

    StoredTask row(int number) {
        return get(store.load(id(number))).orElseThrow();
    }

    Phase phase(int number) {
        return row(number).task().phase();
    }

    void succeed(int number, String result) {
        get(succeeding(number, result));
    }

    Future<?> succeeding(int number, String result) {
        StoredTask row = row(number);
        return store.save(Steps.succeeded(row, result), row.revision() + 1);
    }

    void fail(int number, String message) {
        StoredTask row = row(number);
        get(store.save(Steps.failed(row, message), row.revision() + 1));
    }

    Future<?> failing(int number) {
        StoredTask row = row(number);
        return store.save(Steps.failed(row, "no"), row.revision() + 1);
    }

    Future<?> revoking(int number) {
        StoredTask row = row(number);
        return store.save(TaskState.revoked(row.task(), "no more", NOW), row.revision() + 1);
    }

    void rerun(int number) {
        get(rerunning(number));
    }

    Future<?> rerunning(int number) {
        StoredTask row = row(number);
        return store.save(TaskState.rerun(row.task(), NOW), row.revision() + 1);
    }

    static void all(List<Future<?>> futures) {
        futures.forEach(StoreSuite::get);
    }

    List<String> toRun() {
        return effects().stream()
                .flatMap(each -> each.toRun().stream())
                .map(each -> each.task().id())
                .toList();
    }

    /** They are told behind the commit: the writer has done so when it does the next thing. */
    List<Effects> effects() {
        get(store.writer().execute(session -> null));
        return effects;
    }

    void assertUpstreamFailed(int number, String cause) {
        TaskRecord row = row(number).task();
        assertThat(row.phase()).isEqualTo(Phase.FAILURE);
        assertThat(row.error().type()).isEqualTo(ErrorTypes.UPSTREAM_FAILED);
        assertThat(row.error().cause().id()).isEqualTo(cause);
    }
}
