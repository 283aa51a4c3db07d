package io.talkoo.engine.internal.control;

import io.talkoo.engine.internal.store.ControlEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A node's copy of what is set for the whole cluster. Entries come from any side and in any order, and the highest
 * revision of each holds. Reading costs a look at a field. Thread-safe.
 */
public final class ControlView {
    /** Set while nothing of the queue of that name is to begin; the value is empty. */
    public static final String QUEUE_PAUSED = "queue-paused";

    /** The limits of the task type of that name, in place of those it declares; JSON. */
    public static final String TASK_LIMITS = "task-limits";

    /** What a worker outside of the nodes declared last of the task type of that name; JSON. */
    public static final String REMOTE_TASK = "remote-task";

    /** @param values by kind and name, of what has a value */
    private record Snapshot(
            Map<String, Map<String, ControlEntry>> all, Map<String, Map<String, String>> values, Set<String> paused) {}

    private final List<Consumer<ControlEntry>> listeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of(), Set.of());

    /** Tells {@code listener} of every entry that changes from now on, once it holds, on the thread that brought it. */
    public void onChange(Consumer<ControlEntry> listener) {
        listeners.add(listener);
    }

    /** What is set under that name; null if nothing is. */
    public String value(String kind, String name) {
        return values(kind).get(name);
    }

    /** All that is set of a kind, by name. Immutable. */
    public Map<String, String> values(String kind) {
        return snapshot.values.getOrDefault(kind, Map.of());
    }

    /** How often what is set under that name was set or taken back, as far as this node knows. */
    public long revision(String kind, String name) {
        ControlEntry entry = snapshot.all.getOrDefault(kind, Map.of()).get(name);
        return entry == null ? 0 : entry.revision();
    }

    /** Whether nothing of the queue is to begin. */
    public boolean isPaused(String queue) {
        return snapshot.paused.contains(queue);
    }

    /** Immutable, and the same set as long as it does not change. */
    public Set<String> pausedQueues() {
        return snapshot.paused;
    }

    /** Takes in what is newer than what is known, and tells the listeners. */
    public void apply(Collection<ControlEntry> entries) {
        news(entries).forEach(entry -> listeners.forEach(listener -> listener.accept(entry)));
    }

    private synchronized List<ControlEntry> news(Collection<ControlEntry> entries) {
        List<ControlEntry> news =
                entries.stream().filter(entry -> isNews(snapshot.all, entry)).toList();
        if (!news.isEmpty()) {
            Map<String, Map<String, ControlEntry>> all = new HashMap<>();
            snapshot.all.forEach((kind, byName) -> all.put(kind, new HashMap<>(byName)));
            news.forEach(entry -> all.computeIfAbsent(entry.kind(), kind -> new HashMap<>())
                    .merge(entry.name(), entry, (one, other) -> one.revision() > other.revision() ? one : other));
            snapshot = of(all);
        }
        return news;
    }

    private static boolean isNews(Map<String, Map<String, ControlEntry>> all, ControlEntry entry) {
        ControlEntry known = all.getOrDefault(entry.kind(), Map.of()).get(entry.name());
        return known == null || known.revision() < entry.revision();
    }

    private Snapshot of(Map<String, Map<String, ControlEntry>> all) {
        Map<String, Map<String, String>> values = all.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> values(each.getValue())));
        Set<String> paused = values.getOrDefault(QUEUE_PAUSED, Map.of()).keySet();
        return new Snapshot(all, values, paused.equals(snapshot.paused) ? snapshot.paused : Set.copyOf(paused));
    }

    private static Map<String, String> values(Map<String, ControlEntry> entries) {
        return entries.values().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toUnmodifiableMap(ControlEntry::name, ControlEntry::value));
    }
}
