package io.talkoo.engine.internal.cluster;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.Discovery;
import io.talkoo.config.TalkooSettings.Seed;
import io.talkoo.engine.EngineStartException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a node into its cluster. Blocks, for as long as it takes, and says what it waits for. */
public final class Formation {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    private final TalkooSettings.Cluster settings;
    private final Membership membership;
    private final Duration nameFreeWithin;

    /**
     * @param nameFreeWithin how long another node of the same name is waited out: one that was killed and comes back
     *     elsewhere has its name to itself only after the others gave the dead one up
     */
    public Formation(TalkooSettings.Cluster settings, Membership membership, Duration nameFreeWithin) {
        this.settings = settings;
        this.membership = membership;
        this.nameFreeWithin = nameFreeWithin;
    }

    /**
     * Returns once this node is a full member.
     *
     * @throws EngineStartException with one line: not let in, or the name is taken
     */
    public void join(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        if (cluster.selfMember().status() == MemberStatus.removed() && settings.discovery() == Discovery.NONE) {
            Address self = cluster.selfMember().address();
            if (settings.seeds().isEmpty()) {
                cluster.manager().tell(Join.create(self));
            } else {
                cluster.manager().tell(new JoinSeedNodes(seeds(self)));
            }
        }
        await(membership.when(ClusterView::isUp), this::waitsFor);
        awaitName();
    }

    private List<Address> seeds(Address self) {
        return settings.seeds().stream()
                .map(seed -> new Address(self.protocol(), self.system(), seed.host(), seed.port()))
                .toList();
    }

    private String waitsFor() {
        ClusterView view = membership.view();
        List<ClusterMember> silent = view.unreachable();
        if (!silent.isEmpty()) {
            return "the cluster to let this node in, which it does not as long as it does not know what became of "
                    + silent.stream().map(ClusterMember::toString).collect(Collectors.joining(", "));
        }
        if (view.self().isPresent()) {
            return "the cluster to let this node in";
        }
        return settings.discovery() == Discovery.NONE
                ? "a seed node to answer: "
                        + settings.seeds().stream().map(Seed::toString).collect(Collectors.joining(", "))
                : "enough other nodes to be found by " + settings.discovery();
    }

    private void awaitName() {
        try {
            membership.when(view -> view.namesake().isEmpty()).get(nameFreeWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new EngineStartException(
                    "talkoo.node.name: expected a name of its own for every node of a cluster, but "
                            + membership.view().namesake().orElseThrow() + " has it too",
                    e);
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits for {@code event}, and says every few seconds what for.
     *
     * @throws EngineStartException when the node is out of the cluster meanwhile
     */
    public void await(CompletableFuture<?> event, Supplier<String> waitsFor) {
        CompletableFuture<Object> first = CompletableFuture.anyOf(event, membership.lost());
        while (!first.isDone()) {
            try {
                first.get(SAY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.info("waiting for {}", waitsFor.get());
            } catch (InterruptedException | ExecutionException e) {
                throw interrupted(e);
            }
        }
        if (!event.isDone()) {
            throw new EngineStartException(membership.lost().join());
        }
    }

    static EngineStartException interrupted(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new EngineStartException("the node was stopped before it was ready", cause);
    }
}
