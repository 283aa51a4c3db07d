package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of this node that wait for a {@link TaskReply}. In place of an actor and a timer for each ask, a few actors
 * take all replies, and one look around now and then finds the overdue ones. Thread-safe.
 */
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** A wait that outlasts a fault of the store or an overload asks again after this time. */
    private static final long REPEAT_AFTER_MILLIS = 500;

    private sealed interface Pending {}

    /** @param deadlineNanos by {@link System#nanoTime}; 0 waits as long as it takes */
    private record Once(CompletableFuture<TaskReply> reply, long deadlineNanos, Repetition repetition)
            implements Pending {}

    private record Stream(Consumer<TaskReply.Changed> listener, Consumer<TaskReply> refused, Repetition repetition)
            implements Pending {}

    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicLong ids;
    private final List<ActorRef<TaskReply>> receivers;

    /**
     * @param count receivers to start
     * @param numbersAfter calls are numbered from here: an entity tells the calls of all nodes apart by their number
     */
    public Calls(Spawner spawner, int count, long numbersAfter) {
        ids = new AtomicLong(numbersAfter);
        receivers = IntStream.range(0, count)
                .mapToObj(i -> spawner.spawn(receiver(), "talkoo-replies-" + i))
                .toList();
    }

    private Behavior<TaskReply> receiver() {
        return Parcels.opening(Behaviors.receiveMessage(reply -> {
            deliver(reply);
            return Behaviors.same();
        }));
    }

    /** A number for a call; never 0. */
    public long next() {
        return ids.incrementAndGet();
    }

    /** Who the replies to {@code call} are to be sent to. */
    public ActorRef<TaskReply> receiver(long call) {
        return receivers.get((int) (call % receivers.size()));
    }

    /** Expects the reply to {@code call} within {@code timeout}; without one it fails as UNAVAILABLE. */
    public CompletableFuture<TaskReply> expect(long call, Duration timeout) {
        CompletableFuture<TaskReply> reply = new CompletableFuture<>();
        pending.put(call, new Once(reply, System.nanoTime() + timeout.toNanos(), null));
        return reply;
    }

    /** Expects the reply however long it takes, faults of the store included. */
    public CompletableFuture<TaskReply> expect(long call, Repetition repetition) {
        CompletableFuture<TaskReply> reply = new CompletableFuture<>();
        pending.put(call, new Once(reply, 0, repetition));
        return reply;
    }

    /** Expects any number of changes, until one that is ready, a refusal, or {@link #drop}. */
    void expectChanges(
            long call, Consumer<TaskReply.Changed> listener, Consumer<TaskReply> refused, Repetition repetition) {
        pending.put(call, new Stream(listener, refused, repetition));
    }

    /** Nobody waits for {@code call} any more. */
    public void drop(long call) {
        pending.remove(call);
    }

    /** Calls that wait at the moment. */
    public int size() {
        return pending.size();
    }

    /** Hands a reply to the call it belongs to; one that nobody waits for is dropped. */
    void deliver(TaskReply reply) {
        Pending waiting = pending.get(reply.call());
        if (waiting instanceof Once once) {
            if (reply instanceof TaskReply.Interrupted && once.repetition != null) {
                repeat(reply.call(), once, once.repetition);
            } else if (once.repetition != null && isPassing(reply)) {
                repeatLater(reply.call(), once, once.repetition);
            } else if (pending.remove(reply.call(), once)) {
                once.reply.complete(reply);
            }
        } else if (waiting instanceof Stream stream) {
            receive(stream, reply);
        }
    }

    private void repeatLater(long call, Pending waiting, Repetition repetition) {
        CompletableFuture.delayedExecutor(REPEAT_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (pending.get(call) == waiting) {
                        repeat(call, waiting, repetition);
                    }
                });
    }

    /** One that is dropped at this moment may be repeated after its drop: its entity would wait for ever. */
    private void repeat(long call, Pending waiting, Repetition repetition) {
        repetition.again().accept(call);
        if (pending.get(call) != waiting) {
            repetition.takeBack().accept(call);
        }
    }

    private static boolean isPassing(TaskReply reply) {
        return reply instanceof TaskReply.Refused refused
                && (refused.type() == ProblemType.UNAVAILABLE || refused.type() == ProblemType.OVERLOADED);
    }

    private void receive(Stream stream, TaskReply reply) {
        if (reply instanceof TaskReply.Changed changed) {
            if (changed.task().ready()) {
                pending.remove(reply.call());
            }
            tell(stream, changed);
        } else if (reply instanceof TaskReply.Interrupted) {
            repeat(reply.call(), stream, stream.repetition);
        } else if (isPassing(reply)) {
            repeatLater(reply.call(), stream, stream.repetition);
        } else {
            pending.remove(reply.call());
            stream.refused.accept(reply);
        }
    }

    /** Other calls wait for the same actor: it has to outlive what a listener throws. */
    private static void tell(Stream stream, TaskReply.Changed changed) {
        try {
            stream.listener.accept(changed);
        } catch (RuntimeException e) {
            LOG.warn("A listener to task {} failed on event {}", changed.task().id(), changed.event(), e);
        }
    }

    /** Asks anew for all that waits as long as it takes: whoever was to answer may be gone. */
    public void repeat() {
        pending.forEach((call, waiting) -> {
            if (waiting instanceof Once once && once.repetition != null) {
                repeat(call, once, once.repetition);
            } else if (waiting instanceof Stream stream) {
                repeat(call, stream, stream.repetition);
            }
        });
    }

    /** Fails what is overdue. */
    public void expire() {
        long now = System.nanoTime();
        pending.forEach((call, waiting) -> {
            if (waiting instanceof Once once
                    && once.deadlineNanos != 0
                    && now - once.deadlineNanos > 0
                    && pending.remove(call, once)) {
                once.reply.completeExceptionally(new TalkooException(
                        ProblemType.UNAVAILABLE,
                        "The task's owner did not answer in time; what was asked may have happened. Send the same id"
                                + " again."));
            }
        });
    }

    /** Fails all that waits: the engine stops. */
    public void close() {
        pending.forEach((call, waiting) -> {
            if (waiting instanceof Once once && pending.remove(call, once)) {
                once.reply.completeExceptionally(
                        new TalkooException(ProblemType.UNAVAILABLE, "The engine is stopping."));
            }
        });
        pending.clear();
    }
}
