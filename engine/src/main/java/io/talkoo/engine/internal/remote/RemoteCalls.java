package io.talkoo.engine.internal.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.control.ClusterControl;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.gateway.Calls;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.remote.RemoteCommand.Register;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerTask;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * The way of workers' calls from a gateway to the node that answers for them. Every method answers at once with a stage; a
 * refusal completes it with a {@link TalkooException}. Thread-safe.
 */
public final class RemoteCalls {
    /** What they need of their node. */
    record Environment(
            DeclaredTasks declared,
            ControlView control,
            ClusterControl cluster,
            Hosts hosts,
            ActorRef<RemoteCommand> workers,
            Calls calls,
            Questions questions,
            String address,
            Scheduler scheduler,
            Duration timeout) {}

    private final Environment environment;

    RemoteCalls(Environment environment) {
        this.environment = environment;
    }

    /** Has a checked worker take part through this node; its id, once its task types can be submitted on all nodes. */
    public CompletionStage<String> register(WorkerRequest request) {
        String id = environment.hosts().newWorkerId();
        int concurrency = request.concurrency() == null ? 1 : request.concurrency();
        NodeInfo info = info(request, concurrency);
        CompletableFuture<?>[] declared = request.tasks().stream()
                .map(task -> declare(task).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(declared)
                .thenCompose(all -> AskPattern.<RemoteCommand, Done>ask(
                        environment.workers(),
                        replyTo -> new Register(id, info, concurrency, replyTo),
                        environment.timeout(),
                        environment.scheduler()))
                .thenApply(done -> id);
    }

    private NodeInfo info(WorkerRequest request, int concurrency) {
        Map<String, TypeInfo> types = new LinkedHashMap<>();
        request.tasks()
                .forEach(task -> types.put(task.name(), environment.declared().info(task)));
        Set<String> queues = request.queues() == null
                ? types.values().stream().map(TypeInfo::queue).collect(Collectors.toSet())
                : Set.copyOf(request.queues());
        return new NodeInfo(
                request.name(),
                environment.address(),
                Set.of(),
                QueueSlots.shared(queues, concurrency),
                types,
                0,
                null,
                null,
                (Instant) null,
                null);
    }

    /** Most declare what was declared before. */
    private CompletionStage<Done> declare(WorkerTask task) {
        try {
            String json = Json.mapper().writeValueAsString(task);
            return json.equals(environment.control().value(ControlView.REMOTE_TASK, task.name()))
                    ? CompletableFuture.completedStage(Done.getInstance())
                    : environment.cluster().set(ControlView.REMOTE_TASK, task.name(), json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a declaration", e);
        }
    }

    /** The runs the worker is to begin with, within {@code wait}. Fails with NOT_FOUND for an unknown worker. */
    public CompletionStage<TaskReply> poll(String workerId, Duration wait, int most) {
        return call(
                workerId,
                wait.plus(environment.timeout()),
                (id, asker) -> new RemoteCommand.Poll(id, wait, most, asker));
    }

    /** What the worker is told for a call of its own. Fails with NOT_FOUND for an unknown worker. */
    public CompletionStage<TaskReply> call(String workerId, BiFunction<String, Waiter, RemoteCommand> command) {
        return call(workerId, environment.timeout(), command);
    }

    private CompletionStage<TaskReply> call(
            String workerId, Duration within, BiFunction<String, Waiter, RemoteCommand> command) {
        Optional<ActorRef<RemoteCommand>> host = environment.hosts().of(workerId);
        if (host.isEmpty()) {
            return CompletableFuture.failedStage(new TalkooException(
                    ProblemType.NOT_FOUND,
                    "There is no worker \"" + workerId + "\"; its node is gone. Register anew."));
        }
        long call = environment.calls().next();
        CompletableFuture<TaskReply> reply = environment.calls().expect(call, within);
        host.get()
                .tell(command.apply(
                        workerId, new Waiter(call, environment.calls().receiver(call))));
        return reply.thenApply(answer -> {
            if (answer instanceof TaskReply.Refused) {
                throw Questions.refusal(answer);
            }
            return answer;
        });
    }
}
