package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which node is hit. The oldest one is special: the coordinators of the cluster run on it. */
public enum Victim {
    OLDEST("the oldest"),
    YOUNGEST("the youngest"),
    ANY("any");

    private final String words;

    Victim(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Node of(Cluster cluster, RandomGenerator random) {
        List<Node> byAge = cluster.nodes().stream()
                .sorted(Comparator.comparing(Node::runningSince))
                .toList();
        return byAge.get(
                switch (this) {
                    case OLDEST -> 0;
                    case YOUNGEST -> byAge.size() - 1;
                    case ANY -> random.nextInt(byAge.size());
                });
    }
}
