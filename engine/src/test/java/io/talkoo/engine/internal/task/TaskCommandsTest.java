package io.talkoo.engine.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in every state: whoever waits is answered, and the task goes on. */
class TaskCommandsTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ID = "0193e5a4-0000-7000-8000-000000000001";
    private static final TaskRecord PENDING = TaskState.submitted(TaskSamples.spec(ID, NOW));
    private static final Run RUN = new Run(1, NOW, "node-1");
    private static final TaskError ERROR = TaskError.of(ErrorTypes.REVOKED, "reason");
    private static final long CALL = 1;
    private static final long LAST_CALL = 2;

    private final HeldStore store = new HeldStore();
    private final TestProbe<TaskReply> client = KIT.createTestProbe(TaskReply.class);
    private final TestProbe<SlotsCommand> slots = KIT.createTestProbe(SlotsCommand.class);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<TaskRecord> states() {
        return Stream.of(
                null,
                PENDING,
                TaskState.started(PENDING, RUN),
                TaskState.retrying(PENDING, RUN, ERROR, Duration.ofSeconds(1), NOW),
                TaskState.succeeded(PENDING, RUN, JsonBytes.of("1"), NOW),
                TaskState.failed(PENDING, RUN, ERROR, NOW),
                TaskState.revoked(PENDING, "reason", NOW));
    }

    @ParameterizedTest
    @MethodSource("states")
    void whoeverWaitsIsAnsweredAndTheTaskGoesOn(TaskRecord row) {
        for (TaskCommand command : commands()) {
            store.put(row, row == null ? 0 : 2);
            store.atOnce();
            ActorRef<TalkooMessage> entity = spawn();

            entity.tell(command);
            entity.tell(new TaskCommand.Get(ID, LAST_CALL, client.ref()));

            Set<Long> answered = answersUntilTheLast();
            if (command instanceof TaskCommand.ClientCall && !waitsForTheEnd(command, row)) {
                assertThat(answered).as("answer to %s", command).contains(CALL);
            }
            if (command instanceof TaskCommand.Begin) {
                slots.receiveMessage();
            }
            KIT.stop(entity);
        }
    }

    private static boolean waitsForTheEnd(TaskCommand command, TaskRecord row) {
        return command instanceof TaskCommand.Await && row != null && !row.ready();
    }

    private Set<Long> answersUntilTheLast() {
        Set<Long> answered = new HashSet<>();
        while (!answered.contains(LAST_CALL)) {
            answered.add(client.receiveMessage(Duration.ofSeconds(20)).call());
        }
        return answered;
    }

    @Test
    void noCommandIsForgottenHere() {
        assertThat(commands().stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(kinds(TaskCommand.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(kind -> kinds(kind))
                        .distinct()
                : Stream.of(type);
    }

    private List<TaskCommand> commands() {
        return List.of(
                new TaskCommand.Submit(TaskSamples.spec(ID, NOW), CALL, 0, client.ref()),
                new TaskCommand.Get(ID, CALL, client.ref()),
                new TaskCommand.Await(ID, CALL, client.ref()),
                new TaskCommand.Watch(ID, null, CALL, client.ref()),
                new TaskCommand.Revoke(ID, true, "reason", CALL, client.ref()),
                new TaskCommand.Rerun(ID, CALL, client.ref()),
                new TaskCommand.Forget(ID, CALL, client.ref()),
                new TaskCommand.Unwatch(ID, CALL),
                new TaskCommand.LookForWatchers(ID),
                new TaskCommand.Begin(ID, NOW.plusSeconds(1), "node-1", slots.ref()),
                new TaskCommand.Began(ID, RUN),
                new TaskCommand.Track(ID, RUN),
                new TaskCommand.Progress(ID, RUN, "PROGRESS", JsonBytes.of("1"), null),
                new TaskCommand.Finished(new StoredTask(PENDING, 1), RUN, new Outcome.Failed(ERROR), null, null),
                new TaskCommand.Expire(ID),
                new TaskCommand.Parked(ID),
                new TaskCommand.Reread(ID));
    }

    private ActorRef<TalkooMessage> spawn() {
        Workers workers = new Workers(1);
        workers.region(KIT.spawn(Behaviors.receiveMessage(message -> {
            if (message instanceof WorkerCommand.Withdraw withdraw) {
                withdraw.entity().tell(TaskAnswer.Located.unfollowed(null));
            } else if (message instanceof WorkerCommand.Locate locate) {
                locate.entity().tell(TaskAnswer.Located.unfollowed(null));
            }
            return Behaviors.same();
        })));
        ActorRef<ClusterSharding.ShardCommand> shard =
                KIT.createTestProbe(ClusterSharding.ShardCommand.class).ref();
        return KIT.spawn(TaskEntity.create(
                ID,
                new TaskRuns.Environment(
                        store,
                        workers,
                        workers::region,
                        (canvas, origin) -> new Workflow(List.of(), ID, null),
                        new ManualClock(NOW),
                        3),
                shard));
    }
}
