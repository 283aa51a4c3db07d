package io.talkoo.engine.internal.cluster;

import com.typesafe.config.Config;
import io.talkoo.config.Durations;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pekko.cluster.MemberStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what happens to the cluster, in words for an operator. */
final class ClusterNews {
    static final String REMOVED =
            "This node was removed from its cluster, because the others did not hear of it or it was"
                    + " cut off from the majority. It runs nothing any more; start it again.";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNews.class);
    private static final String STABLE_AFTER = "pekko.cluster.split-brain-resolver.stable-after";

    private final String patience;

    ClusterNews(Config config) {
        patience = config.hasPath(STABLE_AFTER) ? Durations.text(config.getDuration(STABLE_AFTER)) : "a while";
    }

    /** Says what is different; one view is one event younger than the other. */
    void tell(ClusterView before, ClusterView after) {
        if (!before.isUp() && after.isUp()) {
            tellOfSelf(after);
        } else if (before.isUp()) {
            after.members().stream()
                    .filter(now -> !now.id().equals(after.selfId()))
                    .forEach(now -> tellOfOther(before.byId().get(now.id()), now));
            before.members().stream()
                    .filter(then -> !after.byId().containsKey(then.id()))
                    .forEach(this::tellOfRemoved);
        }
    }

    private static void tellOfSelf(ClusterView after) {
        List<ClusterMember> others = after.others();
        if (!others.isEmpty()) {
            LOG.info(
                    "this node joined the cluster of {}",
                    others.stream().map(ClusterMember::toString).collect(Collectors.joining(", ")));
        }
    }

    private void tellOfOther(ClusterMember then, ClusterMember now) {
        boolean reachedBefore = then == null || then.reachable();
        if (now.isUp() && (then == null || !then.isUp())) {
            LOG.info("{} joined", now);
        } else if (reachedBefore && !now.reachable()) {
            LOG.warn("{} does not answer; it is given up after {} if that stays", now, patience);
        } else if (!reachedBefore && now.reachable()) {
            LOG.info("{} answers again", now);
        } else if (now.status() == MemberStatus.leaving() && then != null && then.isUp()) {
            LOG.info("{} is leaving; its partitions move to the others", now);
        }
    }

    private void tellOfRemoved(ClusterMember then) {
        if (then.status() == MemberStatus.exiting()) {
            LOG.info("{} left", then);
        } else {
            LOG.warn("{} was removed; its partitions move to the others", then);
        }
    }
}
