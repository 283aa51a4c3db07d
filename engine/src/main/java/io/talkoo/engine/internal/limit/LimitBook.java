package io.talkoo.engine.internal.limit;

import io.talkoo.engine.internal.task.Lane;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what of the starts of a task type, and who waits for more: granted one at a time, in turn between the keys and
 * between the lanes of a key. Pure: no actor, no clock. Not thread-safe.
 */
final class LimitBook {
    /** A Worker's lane. */
    private record Place(int partition, String queue, String lane) {}

    private static final class Claim {
        private final Place place;
        private final Key key;
        private int held;
        private int needed;
        private boolean waiting;

        private Claim(Place place, Key key) {
            this.place = place;
            this.key = key;
        }
    }

    /** A limit key with those who want starts of it. */
    private static final class Key {
        private final String name;
        private final Gate gate = new Gate();
        private final Deque<Claim> waiting = new ArrayDeque<>();
        private int claims;

        private Key(String name) {
            this.name = name;
        }
    }

    private final Map<Place, Claim> claims = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Gate all = new Gate();

    /** Keys with somebody waiting, whose own limits may allow a start. */
    private final Set<Key> ready = new LinkedHashSet<>();

    /** Keys that wait for their own bucket alone. */
    private final Set<Key> dry = new LinkedHashSet<>();

    private final Map<Integer, Map<Place, LaneGrant>> granted = new HashMap<>();
    private TypeLimits limits = TypeLimits.NONE;

    /** When all buckets were empty; since when, they have filled. */
    private Instant empty = Instant.EPOCH;

    /** What was started before {@code instant} is not known: no token can be left from that time. */
    void emptyAt(Instant instant) {
        empty = instant;
    }

    /** What holds from now on. */
    void limits(TypeLimits now) {
        if (!now.equals(limits)) {
            limits = now;
            all.set(now.maxConcurrency(), now.rate(), empty);
            for (Key key : keys.values()) {
                setGate(key);
                if (!key.waiting.isEmpty()) {
                    ready.add(key);
                }
            }
        }
    }

    private void setGate(Key key) {
        if (!key.name.isEmpty()) {
            key.gate.set(limits.keyMaxConcurrency(), limits.keyRate(), empty);
        }
    }

    /** A Worker's word of what it has and wants in a lane, in place of what it said before. */
    void report(int partition, LaneReport report) {
        Place place = new Place(partition, report.queue(), report.lane());
        Claim claim = claims.computeIfAbsent(place, this::newClaim);
        int more = report.held() - claim.held;
        claim.held += more;
        all.holds(more);
        claim.key.gate.holds(more);
        giveBack(claim.key, report.returned());
        needs(claim, report.needed());
        if (!claim.key.waiting.isEmpty()) {
            ready.add(claim.key);
        }
        if (claim.held == 0 && claim.needed == 0) {
            forget(claim);
        }
    }

    /** Who waits already keeps its turn. */
    private static void needs(Claim claim, int starts) {
        claim.needed = starts;
        if (starts > 0 && !claim.waiting) {
            claim.waiting = true;
            claim.key.waiting.addLast(claim);
        } else if (starts == 0 && claim.waiting) {
            claim.waiting = false;
            claim.key.waiting.remove(claim);
        }
    }

    private Claim newClaim(Place place) {
        String name = Lane.parse(place.lane()).limitKey();
        Key key = keys.get(name);
        if (key == null) {
            key = new Key(name);
            setGate(key);
            keys.put(name, key);
        }
        key.claims++;
        return new Claim(place, key);
    }

    private void forget(Claim claim) {
        claims.remove(claim.place);
        needs(claim, 0);
        claim.key.claims--;
        if (claim.key.waiting.isEmpty()) {
            ready.remove(claim.key);
        }
    }

    private void giveBack(Key key, int starts) {
        all.giveBack(starts);
        key.gate.giveBack(starts);
    }

    /** What was granted came too late and is not used. */
    void takeBack(int partition, LaneGrant late) {
        Claim claim = claims.get(new Place(partition, late.queue(), late.lane()));
        if (claim != null) {
            claim.held -= late.starts();
            all.holds(-late.starts());
            claim.key.gate.holds(-late.starts());
            giveBack(claim.key, late.starts());
        }
    }

    /** In its other lanes the partition has nothing and wants nothing. */
    void retain(int partition, List<LaneReport> lanes) {
        Set<Place> named = new HashSet<>();
        lanes.forEach(lane -> named.add(new Place(partition, lane.queue(), lane.lane())));
        List<Claim> others = claims.values().stream()
                .filter(claim -> claim.place.partition() == partition && !named.contains(claim.place))
                .toList();
        for (Claim claim : others) {
            all.holds(-claim.held);
            claim.key.gate.holds(-claim.held);
            forget(claim);
        }
    }

    /** Partitions that hold something or wait. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new LinkedHashSet<>();
        claims.keySet().forEach(place -> partitions.add(place.partition()));
        return partitions;
    }

    /** Grants what can be granted, to those who wait. */
    void grant(Instant now) {
        while (!ready.isEmpty() && all.free(now) > 0) {
            Iterator<Key> first = ready.iterator();
            Key key = first.next();
            first.remove();
            if (key.gate.free(now) > 0) {
                grantOne(key);
            } else if (key.gate.dryUntil(now) != null) {
                dry.add(key);
            }
        }
    }

    private void grantOne(Key key) {
        Claim claim = key.waiting.pollFirst();
        start(claim);
        claim.needed--;
        claim.waiting = claim.needed > 0;
        if (claim.waiting) {
            key.waiting.addLast(claim);
        }
        if (!key.waiting.isEmpty()) {
            ready.add(key);
        }
    }

    private void start(Claim claim) {
        claim.held++;
        all.start();
        claim.key.gate.start();
        granted.computeIfAbsent(claim.place.partition(), partition -> new LinkedHashMap<>())
                .merge(claim.place, grantOf(claim, 1), (one, other) -> grantOf(claim, one.starts() + other.starts()));
    }

    private static LaneGrant grantOf(Claim claim, int starts) {
        return new LaneGrant(claim.place.queue(), claim.place.lane(), starts, false);
    }

    /** Grants starts for tasks that are still to come, where there is plenty: never more than a quarter of what is left. */
    void grantAhead(int partition, LaneReport report, Instant now) {
        Claim claim = claims.get(new Place(partition, report.queue(), report.lane()));
        if (claim != null && ready.isEmpty() && claim.key.waiting.isEmpty()) {
            int spare = Math.min(all.free(now), claim.key.gate.free(now)) / 4;
            for (int i = Math.min(spare, report.ahead()); i > 0; i--) {
                start(claim);
            }
        }
    }

    /** Whether others wait for what the lane has, or it is part of too much. */
    boolean isScarce(int partition, LaneReport report) {
        Claim claim = claims.get(new Place(partition, report.queue(), report.lane()));
        return claim != null
                && (all.isOverdrawn()
                        || claim.key.gate.isOverdrawn()
                        || isAnother(ready, claim.key)
                        || isAnother(claim.key.waiting, claim));
    }

    private static <T> boolean isAnother(Collection<T> all, T than) {
        return all.size() > 1 || all.size() == 1 && all.iterator().next() != than;
    }

    /** What was granted since the last call, by partition. */
    Map<Integer, List<LaneGrant>> takeGranted() {
        Map<Integer, List<LaneGrant>> taken = new HashMap<>();
        granted.forEach((partition, lanes) -> taken.put(partition, new ArrayList<>(lanes.values())));
        granted.clear();
        return taken;
    }

    /** When a bucket that somebody waits for has a token; null if nobody waits for one. */
    Instant next(Instant now) {
        Instant next = ready.isEmpty() ? null : all.dryUntil(now);
        for (Key key : dry) {
            Instant until = key.gate.dryUntil(now);
            if (next == null || until == null || until.isBefore(next)) {
                next = until == null ? now : until;
            }
        }
        return next;
    }

    /** Has keys tried again whose buckets have filled, and forgets those that nothing is to be known of. */
    void look(Instant now) {
        ready.addAll(dry);
        dry.clear();
        keys.values().removeIf(key -> key.claims == 0 && key.gate.isIdle(now));
        ready.removeIf(key -> key.waiting.isEmpty());
    }
}
