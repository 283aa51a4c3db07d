package io.talkoo.engine.internal.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which node owns which partition: rendezvous hashing with a bound on how much a node may own. It follows from the set of
 * nodes alone, so that everybody who asks gets the same answer, and a node that comes back gets what it had. All nodes own
 * equally many partitions, or one more. Where a node joins or leaves, little more moves than has to.
 */
final class Placement {
    /** The odd number nearest to 2^64 divided by the golden ratio: spreads neighbouring numbers far apart. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** How much a node wants a partition. */
    private record Claim(long weight, int partition, String node) {}

    private static final Comparator<Claim> HIGHEST_FIRST = Comparator.comparingLong(Claim::weight)
            .reversed()
            .thenComparing(Claim::node)
            .thenComparingInt(Claim::partition);

    private final String[] owners;
    private final Map<String, Integer> owned = new HashMap<>();
    private final int each;
    private int nodesWithOneMore;

    private Placement(Collection<String> nodes, int partitions) {
        owners = new String[partitions];
        each = partitions / nodes.size();
        nodesWithOneMore = partitions % nodes.size();
    }

    /**
     * The owner of each partition, by its number.
     *
     * @param nodes at least one, without repetition; their order does not matter
     */
    static List<String> of(Collection<String> nodes, int partitions) {
        Placement placement = new Placement(nodes, partitions);
        claims(nodes, partitions).forEach(placement::grant);
        return List.of(placement.owners);
    }

    private static List<Claim> claims(Collection<String> nodes, int partitions) {
        List<Claim> claims = new ArrayList<>(nodes.size() * partitions);
        for (String node : nodes) {
            long hash = hash(node);
            for (int partition = 0; partition < partitions; partition++) {
                claims.add(new Claim(mix(hash + GOLDEN * (partition + 1)), partition, node));
            }
        }
        claims.sort(HIGHEST_FIRST);
        return claims;
    }

    private void grant(Claim claim) {
        int has = owned.getOrDefault(claim.node(), 0);
        if (owners[claim.partition()] != null || has > each || has == each && nodesWithOneMore == 0) {
            return;
        }
        if (has == each) {
            nodesWithOneMore--;
        }
        owners[claim.partition()] = claim.node();
        owned.put(claim.node(), has + 1);
    }

    /** FNV-1a: the same on every JVM and in every version. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
