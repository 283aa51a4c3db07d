package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.MemberLeft;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ClusterViewTest {
    private static final Member A = member("a", MemberStatus.up(), "task");
    private static final Member B = member("b", MemberStatus.up(), "gateway", "worker");
    private static final Member C = member("c", MemberStatus.up(), "gateway", "worker");

    private final ClusterView three = ClusterView.empty(C.uniqueAddress())
            .with(new MemberUp(A))
            .with(new MemberUp(B))
            .with(new MemberUp(C));

    private static Member member(String name, MemberStatus status, String... roles) {
        Set<String> all = new TreeSet<>(Set.of(roles));
        all.add("name:" + name);
        all.add("dc-default");
        UniqueAddress id = new UniqueAddress(new Address("pekko", "talkoo", "host-" + name, 1), (long) name.hashCode());
        return new Member(id, 1, status, CollectionConverters.asScala(all).toSet(), new Version("1"));
    }

    @Test
    void aMemberIsKnownByNamePlaceAndRoles() {
        assertThat(three.byId().get(B.uniqueAddress()))
                .hasToString("node b (host-b:1)")
                .satisfies(b -> assertThat(b.roles()).containsExactlyInAnyOrder("gateway", "worker"));
    }

    @Test
    void aNodeOutsideOfTheClusterIsNotReady() {
        assertThat(ClusterView.empty(C.uniqueAddress()).unreadiness()).contains("This node is not in the cluster yet.");
        assertThat(three.unreadiness()).isEmpty();
        assertThat(three.with(new MemberLeft(member("c", MemberStatus.leaving())))
                        .unreadiness())
                .contains("This node is leaving the cluster.");
    }

    @Test
    void aNodeThatReachesNoMajorityIsNotReadyUntilItDoes() {
        ClusterView oneGone = three.with(new UnreachableMember(B));
        ClusterView bothGone = oneGone.with(new UnreachableMember(A));

        assertThat(oneGone.unreadiness()).isEmpty();
        assertThat(bothGone.unreadiness())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("This node reaches only 1 of the 3 nodes"));
        assertThat(bothGone.with(new ReachableMember(A)).unreadiness()).isEmpty();
    }

    @Test
    void halfOfTheNodesIsEnoughUntilTheResolverDecides() {
        ClusterView two = three.with(new MemberRemoved(member("b", MemberStatus.removed()), MemberStatus.down()));

        assertThat(two.members()).hasSize(2);
        assertThat(two.with(new UnreachableMember(B)).members()).hasSize(3);
        assertThat(two.unreadiness()).isEmpty();
    }

    @Test
    void aClusterWithoutANodeThatKeepsTasksIsNotReady() {
        assertThat(three.with(new UnreachableMember(A)).unreadiness())
                .contains("No node with the role task answers; start one.");
    }

    @Test
    void aSecondNodeOfTheSameNameIsFound() {
        Member other = new Member(
                new UniqueAddress(new Address("pekko", "talkoo", "elsewhere", 1), 9L),
                1,
                MemberStatus.up(),
                C.roles(),
                new Version("1"));

        assertThat(three.namesake()).isEmpty();
        assertThat(three.with(new MemberUp(other)).namesake())
                .hasValueSatisfying(it -> assertThat(it.place()).isEqualTo("elsewhere:1"));
    }
}
