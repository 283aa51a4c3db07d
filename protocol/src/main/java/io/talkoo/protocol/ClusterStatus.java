package io.talkoo.protocol;

import java.util.List;

/**
 * The nodes that share the work, as one of them sees them.
 *
 * @param leader id of the node that lets others in and out at the moment; null where none is known
 * @param unreachable ids of the nodes that do not answer
 * @param shards how many parts all tasks are divided into, numbered from 0; each is kept by one node at a time
 */
public record ClusterStatus(List<Node> members, String leader, List<String> unreachable, Store store, int shards) {

    /**
     * A node.
     *
     * @param id its name
     * @param address host and port of its cluster endpoint
     * @param roles what it does: gateway, task, worker
     * @param status joining, up, leaving, exiting, down
     * @param version of Talkoo it runs; null as long as it did not tell
     * @param queues it runs tasks of; {@code *} is all that are not named
     * @param slots tasks it can run at once
     * @param running tasks it runs at the moment
     * @param shards numbers of those whose tasks it keeps and hands out at the moment; null as long as it did not tell
     */
    public record Node(
            String id,
            String address,
            List<String> roles,
            String status,
            String version,
            List<String> queues,
            int slots,
            int running,
            List<Integer> shards) {}

    /**
     * Where the tasks are kept.
     *
     * @param kind sqlite or postgresql
     * @param fault why the node that was asked cannot write to it; null while it can
     */
    public record Store(String kind, String fault) {}
}
