package io.talkoo.engine.internal.remote;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Which node a worker takes part through. Its id begins with a number that no other incarnation of a node has, so that any
 * node finds it without being told. Thread-safe.
 */
final class Hosts {
    private static final int HEX = 16;
    private static final char BETWEEN = '-';

    private final Cluster cluster;
    private final ActorRefResolver refs;
    private final ActorRef<RemoteCommand> own;
    private final AtomicLong numbers = new AtomicLong();

    /** @param own of this node */
    Hosts(ActorSystem<?> system, ActorRef<RemoteCommand> own) {
        this.cluster = Cluster.get(system);
        this.refs = ActorRefResolver.get(system);
        this.own = own;
    }

    /** An id for a worker of this node. */
    String newWorkerId() {
        return Long.toHexString(cluster.selfMember().uniqueAddress().longUid()) + BETWEEN + numbers.incrementAndGet();
    }

    /** Who answers for the worker; empty if its node is gone, or if it is none's id. */
    Optional<ActorRef<RemoteCommand>> of(String workerId) {
        int end = workerId.indexOf(BETWEEN);
        try {
            return end < 1 ? Optional.empty() : node(Long.parseUnsignedLong(workerId.substring(0, end), HEX));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<ActorRef<RemoteCommand>> node(long uid) {
        if (cluster.selfMember().uniqueAddress().longUid() == uid) {
            return Optional.of(own);
        }
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .map(Member::uniqueAddress)
                .filter(node -> node.longUid() == uid)
                .findFirst()
                .map(this::ref);
    }

    private ActorRef<RemoteCommand> ref(UniqueAddress node) {
        return refs.resolveActorRef(node.address() + own.path().toStringWithoutAddress());
    }
}
