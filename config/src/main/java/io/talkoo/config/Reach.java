package io.talkoo.config;

import java.util.List;

/**
 * The queues and the task names that a caller is kept to. Immutable.
 *
 * @param queues names, or beginnings of names with a star behind; empty is any
 * @param tasks likewise, of task names
 */
public record Reach(List<String> queues, List<String> tasks) {
    /** No restriction. */
    public static final Reach EVERYTHING = new Reach(List.of(), List.of());

    private static final String ANY = "*";

    public Reach {
        queues = List.copyOf(queues);
        tasks = List.copyOf(tasks);
    }

    public boolean isEverything() {
        return queues.isEmpty() && tasks.isEmpty();
    }

    public boolean hasQueue(String queue) {
        return queues.isEmpty() || isOne(queue, queues);
    }

    public boolean hasTask(String name) {
        return tasks.isEmpty() || isOne(name, tasks);
    }

    /** Whether a task of that name in that queue is within reach. */
    public boolean has(String name, String queue) {
        return hasTask(name) && hasQueue(queue);
    }

    private static boolean isOne(String name, List<String> patterns) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith(ANY)
                        ? name.startsWith(pattern.substring(0, pattern.length() - ANY.length()))
                        : name.equals(pattern));
    }
}
