package io.talkoo.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Results that are looked at together, of tasks and workflows that were submitted one by one. Its methods block and throw as
 * those of {@link Result} do. Immutable, safe for use by many threads.
 *
 * @param <R> what each brings
 */
public final class ResultSet<R> {
    private final List<Result<R>> results;

    private ResultSet(List<Result<R>> results) {
        this.results = results;
    }

    public static <R> ResultSet<R> of(Collection<? extends Result<R>> results) {
        return new ResultSet<>(List.copyOf(results));
    }

    /** This and one more. */
    public ResultSet<R> with(Result<R> another) {
        List<Result<R>> all = new ArrayList<>(results);
        all.add(another);
        return of(all);
    }

    /** The results, in the order they were given. */
    public List<Result<R>> results() {
        return results;
    }

    /** Whether all are. */
    public boolean ready() {
        return results.stream().allMatch(Result::ready);
    }

    /** Whether all are. */
    public boolean successful() {
        return results.stream().allMatch(Result::successful);
    }

    /** Whether one has. */
    public boolean failed() {
        return results.stream().anyMatch(Result::failed);
    }

    /** How many have ended as SUCCESS. */
    public int completedCount() {
        return (int) results.stream().filter(Result::successful).count();
    }

    /**
     * What they bring, in their order, waited for.
     *
     * @param atMost for all of them together
     * @throws TaskFailedException for the first of them, in their order, that failed or was revoked
     * @throws ResultTimeoutException for the first of them that is not ready in time
     */
    public List<R> join(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        return results.stream().map(result -> result.get(left(deadline))).toList();
    }

    /** Waits until all are ready, but not longer than {@code atMost}; whether they are. */
    public boolean wait(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Predicate<Result<R>> inTime = result -> result.wait(left(deadline));
        return results.stream().allMatch(inTime);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Cancels durably all that has not ended; what runs goes on. */
    public void revoke() {
        results.forEach(Result::revoke);
    }
}
