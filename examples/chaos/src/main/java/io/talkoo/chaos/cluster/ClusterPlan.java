package io.talkoo.chaos.cluster;

import io.talkoo.chaos.network.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * What a cluster is made of.
 *
 * @param network with a place for each node
 * @param jar holds the node and the tasks
 * @param records where logs and runs are written; made if it is not there
 * @param slots of each node
 * @param settings of each node, {@code key=value}
 */
public record ClusterPlan(Network network, Path jar, Path records, Store store, int slots, List<String> settings) {}
