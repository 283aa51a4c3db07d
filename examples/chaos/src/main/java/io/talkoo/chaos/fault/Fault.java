package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Something bad that happens to a cluster, and is over in the end. */
public interface Fault {
    /** As it stands in reports. */
    String name();

    /** Whether a node that it hits may live on without knowing that the others have given it up. */
    default boolean leavesZombies() {
        return false;
    }

    /**
     * Injects the fault and takes it back. The cluster need not be whole again when this returns.
     *
     * @return the names of the nodes that it hit
     */
    Set<String> strike(Cluster cluster, RandomGenerator random) throws Exception;
}
