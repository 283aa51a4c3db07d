package io.talkoo.engine.internal.task;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Who waits for a task to be ready, or follows its changes. Belongs to one {@link TaskEntity}; not thread-safe. */
final class Watchers {
    /** @param everyChange told each change; else the end alone */
    private record Watcher(long call, ActorRef<TaskReply> replyTo, boolean everyChange) {}

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
    void await(Waiter waiter) {
        remove(waiter.call());
        add(new Watcher(waiter.call(), waiter.replyTo(), false));
    }

    /** Tells the task as it is, unless {@code watch} has seen that, and then every change. */
    void watch(TaskCommand.Watch watch, EventId current, TaskRecord task) {
        if (task.ready() || watch.after() == null || watch.after().compareTo(current) < 0) {
            watch.replyTo().tell(new TaskReply.Changed(watch.call(), current, task));
        }
        if (!task.ready()) {
            add(new Watcher(watch.call(), watch.replyTo(), true));
        }
    }

    private void add(Watcher watcher) {
        if (watchers.isEmpty()) {
            watchers = new ArrayList<>(2);
        }
        watchers.add(watcher);
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
