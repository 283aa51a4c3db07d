package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerRun;
import io.talkoo.protocol.WorkerTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers in other languages whose calls reach one node and then another. */
class WorkerClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final int TASKS = 12;

    private final ClusterOfEngines cluster = new ClusterOfEngines();
    private WorkerGateway first;
    private WorkerGateway second;
    private TaskGateway tasks;

    @BeforeEach
    void start() {
        tasks = cluster.start("first", "gateway,task,worker").gateway();
        first = tasks.workers();
        second = cluster.start("second", "gateway,task,worker").gateway().workers();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** A node that has just come may be told a moment later what can be submitted. */
    private String register(WorkerGateway node) {
        WorkerRequest request = new WorkerRequest("w", List.of("default"), List.of(WorkerTask.named("py.far")), TASKS);
        String id = get(node.register(request)).workerId();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> tasks.control().taskTypes().stream()
                        .anyMatch(type -> type.name().equals("py.far")));
        return id;
    }

    private List<String> submit(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(get(tasks.accept(TaskRequest.named("py.far").build())).id());
        }
        return ids;
    }

    private static List<WorkerRun> poll(WorkerGateway node, String worker, int count) {
        List<WorkerRun> runs = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            runs.addAll(get(node.poll(worker, A_WHILE, count)));
            return runs.size() == count;
        });
        return runs;
    }

    @Test
    void anyNodeTakesTheCallsOfAnyWorker() {
        String worker = register(first);
        List<String> ids = submit(TASKS);

        List<WorkerRun> runs = poll(second, worker, TASKS);
        get(second.heartbeat(
                worker,
                runs.stream()
                        .map(run -> new WorkerGateway.RunRef(run.id(), run.run()))
                        .toList()));
        get(second.progress(runs.get(0).id(), runs.get(0).run(), "PROGRESS", JsonBytes.of("1")));
        for (WorkerRun run : runs) {
            get(second.complete(run.id(), run.run(), JsonBytes.of("7")));
            get(first.complete(run.id(), run.run(), JsonBytes.of("7")));
        }

        assertThat(runs).extracting(WorkerRun::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids)
                .allSatisfy(id -> assertThat(get(tasks.status(id)))
                        .extracting(TaskStatus::state, TaskStatus::worker, TaskStatus::deliveries)
                        .containsExactly(States.SUCCESS, "w", 1));
        get(second.leave(worker));
        assertUnknown(first.poll(worker, Duration.ZERO, 1));
    }

    @Test
    void whatAWorkerOfALostNodeHeldGoesToOthersAndTheWorkerHasToRegisterAnew() {
        String lost = register(second);
        List<String> ids = submit(TASKS);
        List<WorkerRun> held = poll(first, lost, TASKS);

        cluster.stop(1);

        // Until the node is out of the cluster, it does not answer in time.
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertUnknown(first.poll(lost, Duration.ZERO, 1)));
        String worker = register(first);
        List<WorkerRun> again = poll(first, worker, TASKS);
        assertThat(again).extracting(WorkerRun::id).containsExactlyInAnyOrderElementsOf(ids);
        WorkerRun late = held.get(0);
        assertThatThrownBy(() -> get(first.complete(late.id(), late.run(), JsonBytes.of("1"))))
                .satisfies(thrown -> assertThat(type(thrown)).isEqualTo(ProblemType.WRONG_STATE));
        again.forEach(run -> get(first.complete(run.id(), run.run(), JsonBytes.of("2"))));
    }

    private static void assertUnknown(CompletionStage<?> call) {
        assertThatThrownBy(() -> get(call))
                .satisfies(thrown -> assertThat(type(thrown)).isEqualTo(ProblemType.NOT_FOUND));
    }

    private static ProblemType type(Throwable thrown) {
        return ((TalkooException) ((CompletionException) thrown).getCause()).type();
    }
}
