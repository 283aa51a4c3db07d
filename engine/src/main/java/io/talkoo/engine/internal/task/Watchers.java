package io.talkoo.engine.internal.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Who waits for a task to be ready, or follows its changes. Belongs to one {@link TaskEntity}; not thread-safe. */
final class Watchers {
    /**
     * @param everyChange told each change; else the end alone
     * @param since when it last asked
     */
    private record Watcher(long call, ActorRef<TaskReply> replyTo, boolean everyChange, Instant since) {
        boolean isElsewhere() {
            return replyTo.path().address().hasGlobalScope();
        }
    }

    private List<Watcher> watchers = List.of();
    private long eventRevision;
    private long changes;

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Whether anybody is told of every change. */
    boolean follow() {
        return watchers.stream().anyMatch(Watcher::everyChange);
    }

    /** Waits for the end; the same waiter counts once however often it comes. */
    void await(Waiter waiter, Instant now) {
        add(new Watcher(waiter.call(), waiter.replyTo(), false, now));
    }

    /** Tells the task as it is, unless {@code watch} has seen that, and then every change; the same call counts once. */
    void watch(TaskCommand.Watch watch, EventId current, TaskRecord task, Instant now) {
        if (task.ready() || watch.after() == null || watch.after().compareTo(current) < 0) {
            watch.replyTo().tell(new TaskReply.Changed(watch.call(), current, task));
        }
        if (!task.ready()) {
            add(new Watcher(watch.call(), watch.replyTo(), true, now));
        }
    }

    private void add(Watcher watcher) {
        if (watchers.isEmpty()) {
            watchers = new ArrayList<>(2);
        }
        remove(watcher.call);
        watchers.add(watcher);
    }

    /** Whether anybody on another node waits. */
    boolean anyElsewhere() {
        return watchers.stream().anyMatch(Watcher::isElsewhere);
    }

    /** Drops those on other nodes that have not asked since {@code instant}: their node may be gone. */
    void dropSilent(Instant instant) {
        if (watchers.isEmpty()) {
            return;
        }
        watchers.removeIf(watcher -> watcher.isElsewhere() && watcher.since.isBefore(instant));
    }

    void remove(long call) {
        if (!watchers.isEmpty()) {
            watchers.removeIf(watcher -> watcher.call == call);
        }
    }

    /** The position of the present state, whose row has {@code revision}. */
    EventId event(long revision) {
        if (revision != eventRevision) {
            eventRevision = revision;
            changes = 0;
        }
        return new EventId(revision, changes);
    }

    /** Tells all who follow, and at the end all who wait; after the end nobody is left. */
    void changed(long revision, TaskRecord task) {
        if (revision == eventRevision) {
            changes++;
        }
        if (watchers.isEmpty()) {
            return;
        }
        EventId event = event(revision);
        for (Watcher watcher : watchers) {
            if (watcher.everyChange) {
                watcher.replyTo.tell(new TaskReply.Changed(watcher.call, event, task));
            } else if (task.ready()) {
                watcher.replyTo.tell(new TaskReply.Current(watcher.call, task));
            }
        }
        if (task.ready()) {
            watchers = List.of();
        }
    }

    /** The actor ends: whoever still waits has to ask again. */
    void interrupt() {
        watchers.forEach(watcher -> watcher.replyTo.tell(new TaskReply.Interrupted(watcher.call)));
        watchers = List.of();
    }
}
