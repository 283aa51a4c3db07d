package io.talkoo.chaos.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cluster is made of.
 *
 * @param jar holds the node and the tasks
 * @param records where logs and runs are written; made if it is not there
 * @param slots of each node
 * @param settings of each node, {@code key=value}
 */
public record ClusterPlan(int nodes, Path jar, Path records, Store store, int slots, List<String> settings) {}
