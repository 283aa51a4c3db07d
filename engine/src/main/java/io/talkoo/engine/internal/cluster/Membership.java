package io.talkoo.engine.internal.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** This node's place in its cluster, and what it knows of the other nodes. Thread-safe. */
public final class Membership {
    /** Whom it concerns that something becomes true. */
    private record Waiting(Predicate<ClusterView> condition, CompletableFuture<ClusterView> met) {
        boolean look(ClusterView view) {
            return met.isDone() || condition.test(view) && met.complete(view);
        }
    }

    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final Collection<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Collection<Runnable> whenOthersGo = new ConcurrentLinkedQueue<>();
    private final ClusterNews news;
    private volatile boolean everShared;
    private volatile ClusterView view;
    private volatile Optional<String> unreadiness;

    public Membership(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        this.view = ClusterView.empty(cluster.selfMember().uniqueAddress());
        this.unreadiness = view.unreadiness();
        this.news = new ClusterNews(system.settings().config());
        system.getWhenTerminated().thenAccept(done -> lost.complete("The actor system of this node has ended."));
    }

    /** The actor that keeps this up to date; one is to run for as long as the node does. */
    public Behavior<ClusterDomainEvent> watch() {
        return Behaviors.setup(context -> {
            Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
            return Behaviors.receiveMessage(event -> {
                saw(event);
                return Behaviors.same();
            });
        });
    }

    private void saw(ClusterDomainEvent event) {
        ClusterView before = view;
        ClusterView after = before.with(event);
        // Before anybody sees the view that makes it true.
        everShared |= !after.others().isEmpty();
        view = after;
        unreadiness = after.unreadiness();
        news.tell(before, after);
        waiting.removeIf(it -> it.look(after));
        if (after.lacksOtherOf(before)) {
            whenOthersGo.forEach(Runnable::run);
        }
        if (before.self().isPresent() && after.self().isEmpty()) {
            lost.complete(ClusterNews.REMOVED);
        }
    }

    public ClusterView view() {
        return view;
    }

    /** {@code host:port} of this node. */
    public String place() {
        return ClusterMember.place(view.selfId());
    }

    /** {@code host:port} of all other nodes that are there and answer. */
    public Set<String> reachableOthers() {
        return view.others().stream()
                .filter(ClusterMember::reachable)
                .map(ClusterMember::place)
                .collect(Collectors.toSet());
    }

    /** Whether there has been another node since this one started, there or not. */
    public boolean isEverShared() {
        return everShared;
    }

    /** Runs {@code listener}, on this actor's thread, whenever another node is out of the cluster, known to this one or not. */
    public void whenOthersGo(Runnable listener) {
        whenOthersGo.add(listener);
    }

    /** Completes with the first view, the present one included, in which {@code condition} holds. */
    public CompletableFuture<ClusterView> when(Predicate<ClusterView> condition) {
        Waiting wait = new Waiting(condition, new CompletableFuture<>());
        waiting.add(wait);
        wait.look(view);
        return wait.met();
    }

    /** Why the node cannot accept tasks as far as the cluster is concerned; empty when it can. Never blocks. */
    public Optional<String> unreadiness() {
        return unreadiness;
    }

    /** Completes, with the reason, when this node is no longer part of its cluster and can never be again. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    /** Whether a node may own partitions. */
    public boolean isUp(Address address) {
        return view.members().stream()
                .anyMatch(member -> member.isUp() && member.id().address().equals(address));
    }

    /** Whether these nodes are members, and all members answer, so that partitions can be moved between them. */
    public boolean isSettled(Set<Address> nodes) {
        ClusterView now = view;
        Set<Address> members =
                now.members().stream().map(member -> member.id().address()).collect(Collectors.toSet());
        return members.containsAll(nodes) && now.unreachable().isEmpty();
    }
}
