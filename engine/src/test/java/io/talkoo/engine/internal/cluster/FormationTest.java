package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.EngineStartException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class FormationTest {
    private final int firstPort = TestMember.freePort();
    private final String seeds =
            "cluster.seeds = \"127.0.0.1:%d,127.0.0.1:%d\"".formatted(firstPort, TestMember.freePort());

    private TestMember first() {
        return new TestMember("a", firstPort, seeds);
    }

    private TestMember another(String name) {
        return new TestMember(name, 0, seeds);
    }

    private static Set<Address> addresses(TestMember... members) {
        return Stream.of(members)
                .map(member -> member.membership.view().selfId().address())
                .collect(Collectors.toSet());
    }

    @Test
    void aNodeWaitsForASeedAndJoinsWhenItComes() throws Exception {
        try (TestMember early = another("b")) {
            CompletableFuture<Void> joined = early.join();
            assertThat(early.membership.unreadiness()).contains("This node is not in the cluster yet.");
            Set<Address> left;
            try (TestMember seed = first();
                    TestMember late = another("c")) {
                CompletableFuture.allOf(seed.join(), late.join()).get(30, TimeUnit.SECONDS);
                joined.get(30, TimeUnit.SECONDS);

                assertThat(early.awaitNodes(3).members())
                        .extracting(ClusterMember::name)
                        .containsExactlyInAnyOrder("a", "b", "c");
                assertThat(early.membership.unreadiness()).isEmpty();
                assertThat(early.membership.isSettled(addresses(early, seed, late)))
                        .isTrue();
                left = addresses(seed);
            }
            assertThat(early.awaitNodes(1).members()).hasSize(1);
            assertThat(early.membership.isSettled(addresses(early))).isTrue();
            assertThat(early.membership.isSettled(left)).isFalse();
        }
    }

    @Test
    void aNodeThatLeavesIsGoneForTheOthersAndForItself() throws Exception {
        try (TestMember seed = first()) {
            seed.join().get(30, TimeUnit.SECONDS);
            TestMember leaver = another("b");
            leaver.join().get(30, TimeUnit.SECONDS);
            seed.awaitNodes(2);

            leaver.close();

            seed.awaitNodes(1);
            assertThat(leaver.membership.lost()).isCompleted();
            assertThat(seed.membership.lost()).isNotDone();
        }
    }

    @Test
    void aNodeThatIsGivenUpKnowsIt() throws Exception {
        try (TestMember seed = first();
                TestMember zombie = another("b")) {
            seed.join().get(30, TimeUnit.SECONDS);
            zombie.join().get(30, TimeUnit.SECONDS);
            seed.awaitNodes(2);

            seed.down(zombie);

            assertThat(zombie.membership.lost().get(20, TimeUnit.SECONDS)).isEqualTo(ClusterNews.REMOVED);
            assertThat(zombie.membership.unreadiness()).isPresent();
            seed.awaitNodes(1);
        }
    }

    @Test
    void aSecondNodeOfTheSameNameIsRefused() throws Exception {
        try (TestMember seed = first();
                TestMember namesake = another("a")) {
            seed.join().get(30, TimeUnit.SECONDS);

            assertThatThrownBy(() -> namesake.join().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(EngineStartException.class)
                    .hasMessageContaining("talkoo.node.name: expected a name of its own for every node of a cluster,"
                            + " but node a (127.0.0.1:" + firstPort + ") has it too");
        }
    }
}
