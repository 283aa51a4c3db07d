package io.talkoo.chaos.cluster;

import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.Place;
import io.talkoo.chaos.tasks.ChaosModule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All nodes. Thread-safe. */
public final class Cluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    /** A node that was cut off takes a moment to notice. */
    private static final Duration STEADY = Duration.ofSeconds(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final ClusterPlan plan;
    private final Network network;
    private final List<Node> nodes = new ArrayList<>();

    private Cluster(ClusterPlan plan) {
        this.plan = plan;
        this.network = plan.network();
    }

    /**
     * Starts all nodes and waits until they are ready.
     *
     * @param onExit told in words of every process that ended without having been asked to
     */
    public static Cluster start(ClusterPlan plan, Consumer<String> onExit) throws Exception {
        Cluster cluster = new Cluster(plan);
        // Nodes must not outlive a harness that is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.nodes.forEach(Node::close)));
        try {
            cluster.startAll(onExit);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void startAll(Consumer<String> onExit) throws Exception {
        for (int i = 0; i < network.places().size(); i++) {
            nodes.add(new Node(nodePlan(i), onExit));
        }
        CompletableFuture<?>[] ready = nodes.stream().map(Node::start).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ready).get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private NodePlan nodePlan(int index) throws IOException {
        String name = "node-" + (index + 1);
        Place place = network.places().get(index);
        Map<String, String> environment = new HashMap<>(plan.store().environment(name, network.harness()));
        environment.put("TALKOO_NODE_NAME", name);
        environment.put("TALKOO_HTTP_PORT", Integer.toString(place.httpPort()));
        environment.put("TALKOO_QUEUES", "*:" + plan.slots());
        environment.put("TALKOO_CLUSTER_HOST", place.host());
        environment.put("TALKOO_CLUSTER_PORT", Integer.toString(place.port()));
        if (network.places().size() > 1) {
            environment.put("TALKOO_CLUSTER_SEEDS", seeds());
        }
        environment.put(ChaosModule.RECORDS, plan.records().toString());
        List<String> settings = new ArrayList<>(place.settings());
        settings.addAll(plan.settings());
        return new NodePlan(name, place, plan.jar(), plan.records(), environment, settings);
    }

    private String seeds() {
        return network.places().stream().map(Place::address).collect(Collectors.joining(","));
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Set<String> names() {
        return nodes.stream().map(Node::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Where the nodes answer, or did when they were last ready. */
    public List<Endpoint> endpoints() {
        return nodes.stream().map(Node::endpoint).flatMap(Optional::stream).toList();
    }

    /** Cuts a node off from the other nodes; not from the database, and not from clients. */
    public void isolate(Node node) throws IOException, InterruptedException {
        network.isolate(network.places().get(nodes.indexOf(node)));
    }

    /** Whether every node runs, is ready, and counts all the others as members. */
    public boolean isWhole() {
        return nodes.stream().allMatch(Node::isAlive)
                && endpoints().stream().allMatch(endpoint -> Health.of(endpoint).isWhole(nodes.size()));
    }

    /** Waits until the cluster is whole, and stays so for a while; says whether it does. */
    public boolean awaitWhole(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long wholeSince = System.nanoTime();
        while (System.nanoTime() - wholeSince < STEADY.toNanos()) {
            if (!isWhole()) {
                wholeSince = System.nanoTime();
            }
            if (wholeSince > deadline) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        return true;
    }

    /** Takes back everything that {@link #isolate} did. */
    public void mend() throws IOException, InterruptedException {
        network.mend();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
