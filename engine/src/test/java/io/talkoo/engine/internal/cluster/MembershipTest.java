package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a node hears of the others from the cluster alone: there are no slots here that anybody could have told of. */
class MembershipTest {
    private final int port = TestMember.freePort();
    private final String seeds = "cluster.seeds = \"127.0.0.1:%d\"".formatted(port);
    private final CompletableFuture<Void> othersGone = new CompletableFuture<>();

    private TestMember first() {
        TestMember member = new TestMember("a", port, seeds);
        member.membership.whenOthersGo(() -> othersGone.complete(null));
        return member;
    }

    @Test
    void aNodeHearsThatAnotherOneIsGoneThoughThatNeverIntroducedItself() throws Exception {
        try (TestMember first = first()) {
            first.join().get(30, TimeUnit.SECONDS);
            assertThat(first.membership.isEverShared()).isFalse();
            try (TestMember other = new TestMember("b", 0, seeds)) {
                other.join().get(30, TimeUnit.SECONDS);
                first.awaitNodes(2);
                assertThat(first.membership.isEverShared()).isTrue();
                assertThat(othersGone).isNotDone();
            }

            othersGone.get(20, TimeUnit.SECONDS);
            first.awaitNodes(1);
            assertThat(first.membership.isEverShared()).isTrue();
        }
    }

    @Test
    void aNodeThatIsAloneHearsOfNobodyNotEvenAtItsOwnEnd() throws Exception {
        try (TestMember lone = first()) {
            lone.join().get(30, TimeUnit.SECONDS);

            lone.down(lone);

            assertThat(lone.membership.lost().get(20, TimeUnit.SECONDS)).isEqualTo(ClusterNews.REMOVED);
            assertThat(othersGone).isNotDone();
            assertThat(lone.membership.isEverShared()).isFalse();
        }
    }
}
