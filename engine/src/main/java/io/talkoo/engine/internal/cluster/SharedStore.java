package io.talkoo.engine.internal.cluster;

import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.internal.store.Roster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the nodes of one cluster use one database, and nobody else does: two clusters on one database would both
 * own every partition. All nodes sign the database's {@link Roster}; one that starts finds there who else is alive.
 * Thread-safe.
 */
public final class SharedStore {
    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    /** How often a node that is in doubt looks again between two signs of another. */
    private static final int LOOKS_A_SIGN = 20;

    /** Who has not signed within these looks is dead. */
    private static final int LOOKS_OF_SILENCE = LOOKS_A_SIGN * 3 / 2;

    /** Within these looks, nodes that join or are given up at the same time are known to all. */
    private static final int LOOKS = 3 * LOOKS_OF_SILENCE;

    /** A node's mark, and the look at which it was new. */
    private record Seen(String mark, int look) {}

    private final Roster roster;
    private final Membership membership;
    private final Duration signsEvery;

    /**
     * @param roster null for a store that is this node's alone: then there is nothing to see to
     * @param signsEvery how often every node signs
     */
    public SharedStore(Roster roster, Membership membership, Duration signsEvery) {
        this.roster = roster;
        this.membership = membership;
        this.signsEvery = signsEvery;
    }

    /** Signs once more. */
    public void sign() {
        if (roster != null) {
            roster.sign(membership.place());
        }
    }

    /** Signs off. */
    public CompletableFuture<?> leave() {
        return roster == null
                ? CompletableFuture.completedFuture(null)
                : roster.strike(List.of(membership.place())).toCompletableFuture();
    }

    /**
     * Returns once it is certain that this node's cluster is the one that uses the database. Blocks; takes a moment only
     * where others join too, or one has just crashed.
     *
     * @throws EngineStartException with one line for the operator
     */
    public void check() {
        if (roster != null) {
            Map<String, Seen> seen = new HashMap<>();
            Optional<String> doubt = doubt(alive(0, seen));
            doubt.ifPresent(it -> LOG.info("looking again, to see whether this stays: {}", it));
            for (int look = 1; look <= LOOKS && doubt.isPresent(); look++) {
                pause();
                doubt = doubt(alive(look, seen));
            }
            doubt.ifPresent(it -> {
                leave();
                throw new EngineStartException("talkoo.store.url: " + it);
            });
        }
    }

    private Optional<String> doubt(Set<String> signed) {
        ClusterView view = membership.view();
        List<ClusterMember> absent = view.others().stream()
                .filter(member -> member.isUp() && !signed.contains(member.place()))
                .toList();
        if (!absent.isEmpty()) {
            return Optional.of("expected the database that the cluster uses, but " + absent.get(0)
                    + " does not use this one; start an engine on each node of a cluster, all with the same");
        }
        Collection<String> strangers = strangers(signed);
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "expected a database that no other cluster uses, but "
                                + String.join(", ", strangers)
                                + ", not in this cluster, uses it; look at talkoo.cluster.seeds, or give it a database of its own");
    }

    /** Those that have signed and are not in the cluster. */
    private Set<String> strangers(Set<String> signed) {
        Set<String> strangers = new TreeSet<>(signed);
        strangers.remove(membership.place());
        membership.view().members().forEach(member -> strangers.remove(member.place()));
        return strangers;
    }

    /** Signs, and strikes off those who are not in the cluster and dead; returns the others. */
    private Set<String> alive(int look, Map<String, Seen> seen) {
        Map<String, String> marks = signed();
        marks.forEach((node, mark) -> seen.compute(
                node, (same, last) -> last != null && last.mark().equals(mark) ? last : new Seen(mark, look)));
        Set<String> alive = new TreeSet<>(marks.keySet());
        Set<String> dead = strangers(alive);
        dead.removeIf(node -> look - seen.get(node).look() < LOOKS_OF_SILENCE);
        if (!dead.isEmpty()) {
            roster.strike(dead);
            alive.removeAll(dead);
        }
        return alive;
    }

    private Map<String, String> signed() {
        try {
            return roster.sign(membership.place()).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new EngineStartException("talkoo.store.url: " + e.getCause().getMessage(), e);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(signsEvery.toMillis() / LOOKS_A_SIGN);
        } catch (InterruptedException e) {
            throw Formation.interrupted(e);
        }
    }
}
