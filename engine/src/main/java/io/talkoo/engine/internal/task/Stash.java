package io.talkoo.engine.internal.task;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The commands that a {@link PersistentEntity} keeps, in their order. Most entities never keep one. Not thread-safe. */
final class Stash<C> {
    /** Commands kept while a write or a load is under way; beyond it they are refused as overload. */
    private static final int CAPACITY = 4096;

    private ArrayDeque<C> commands;

    boolean isEmpty() {
        return commands == null || commands.isEmpty();
    }

    int size() {
        return commands == null ? 0 : commands.size();
    }

    /** @param refused told of a command there is no room for; false if it has to be kept in spite of that */
    void add(C command, Predicate<C> refused) {
        if (made().size() < CAPACITY || !refused.test(command)) {
            commands.add(command);
        }
    }

    void addFirst(C command) {
        made().addFirst(command);
    }

    private ArrayDeque<C> made() {
        if (commands == null) {
            commands = new ArrayDeque<>(4);
        }
        return commands;
    }

    /** The first command, which is kept no more; null if there is none. */
    C poll() {
        return commands == null ? null : commands.poll();
    }

    void removeIf(Predicate<C> condition) {
        if (commands != null) {
            commands.removeIf(condition);
        }
    }

    /** Gives away all that is kept. */
    void drainTo(Consumer<C> taker) {
        for (C command = poll(); command != null; command = poll()) {
            taker.accept(command);
        }
    }
}
