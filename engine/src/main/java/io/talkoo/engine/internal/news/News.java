package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.gateway.Spawner;
import io.talkoo.engine.internal.news.NewsMessage.Attach;
import io.talkoo.engine.internal.news.NewsMessage.Desks;
import io.talkoo.engine.internal.news.NewsMessage.Hear;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * What becomes of tasks. Whoever commits a change, or begins a run, says so here; as long as nobody listens on any node, that
 * costs a look at a field. What comes faster than it can be told is counted, and not kept. Thread-safe.
 */
public final class News {
    private static final int MOST_UNTOLD = 20_000;
    private static final Duration HEARS_WITHIN = Duration.ofSeconds(2);
    private static final int LOOKS = 20;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile ActorRef<NewsMessage> desk;
    private volatile Scheduler scheduler;
    private volatile Supplier<Set<String>> members;
    private volatile boolean heard;

    /**
     * Until then nothing is told.
     *
     * @param otherNodes host and port of those that are there
     */
    public void start(Spawner spawner, Scheduler systemScheduler, Supplier<Set<String>> otherNodes) {
        scheduler = systemScheduler;
        members = otherNodes;
        desk = spawner.spawn(NewsDesk.create(this), "talkoo-news");
    }

    /** Told whether anybody listens, on any node: if not, changes need not be told. */
    void heard(boolean byAnybody) {
        heard = byAnybody;
    }

    /** Changes that are written; asked for only if anybody listens. Runs that began are told by {@link #began}, whether written or not. */
    public void written(Supplier<List<TaskRecord>> tasks) {
        if (heard) {
            tell(tasks.get().stream().filter(News::isToldWhenWritten).toList());
        }
    }

    private static boolean isToldWhenWritten(TaskRecord task) {
        return task.phase() != Phase.STARTED && !task.spec().flow().group();
    }

    /** A run began. */
    public void began(TaskRecord task, Run run) {
        if (heard) {
            tell(List.of(TaskState.started(task, run)));
        }
    }

    /** A run reported a state of its own. */
    public void progressed(TaskRecord task, Run run, String state, JsonBytes meta) {
        if (heard) {
            tell(List.of(TaskState.progressed(task, run, state, meta)));
        }
    }

    private void tell(List<TaskRecord> tasks) {
        if (untold.addAndGet(tasks.size()) > MOST_UNTOLD) {
            untold.addAndGet(-tasks.size());
            lost.addAndGet(tasks.size());
        } else if (!tasks.isEmpty()) {
            desk.tell(new NewsMessage.Happened(tasks));
        }
    }

    /** The desk has passed on so many; returns how many were left out since it was asked last. */
    long told(int tasks) {
        untold.addAndGet(-tasks);
        return lost.getAndSet(0);
    }

    /**
     * Tells {@code listener} what happens on all nodes from when this completes on. Run what it completes with to end that. A
     * node that does not answer is not waited for longer than 2 s.
     */
    public CompletionStage<Runnable> listen(NewsListener listener) {
        return attach(listener, LOOKS)
                .thenCompose(desks -> CompletableFuture.allOf(
                        desks.others().stream().map(this::hear).toArray(CompletableFuture[]::new)))
                .thenApply(all -> () -> desk.tell(new NewsMessage.Detach(listener)));
    }

    /** A node that has just come may not be found yet. */
    private CompletionStage<Desks> attach(NewsListener listener, int looks) {
        return AskPattern.<NewsMessage, Desks>ask(
                        desk, replyTo -> new Attach(listener, replyTo), HEARS_WITHIN, scheduler)
                .thenCompose(desks -> looks == 1 || desks.places().containsAll(members.get())
                        ? CompletableFuture.completedStage(desks)
                        : CompletableFuture.supplyAsync(
                                        () -> attach(listener, looks - 1),
                                        CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                                .thenCompose(Function.identity()));
    }

    private CompletableFuture<Done> hear(ActorRef<NewsMessage> other) {
        return AskPattern.<NewsMessage, Done>ask(other, replyTo -> new Hear(desk, replyTo), HEARS_WITHIN, scheduler)
                .exceptionally(silent -> Done.getInstance())
                .toCompletableFuture();
    }
}
