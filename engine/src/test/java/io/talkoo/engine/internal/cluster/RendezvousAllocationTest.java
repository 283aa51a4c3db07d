package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.EmptyLocalActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.testkit.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;

class RendezvousAllocationTest {
    private static final int PARTITIONS = 64;
    private static final Address SELF = new Address("pekko", "talkoo", "10.0.0.1", 7625);
    private static final Address OTHER = new Address("pekko", "talkoo", "10.0.0.2", 7625);
    private static final ActorSystem SYSTEM = ActorSystem.create("regions");

    private final Set<Address> eligible = new HashSet<>(Set.of(SELF, OTHER));
    private final ActorRef own = region(SYSTEM.deadLetters().path().address(), "region");
    private final ActorRef other = region(OTHER, "region");
    private final Set<Address> answering = new HashSet<>(Set.of(SELF, OTHER));
    private final RendezvousAllocation allocation =
            new RendezvousAllocation(PARTITIONS, SELF, eligible::contains, answering::containsAll);

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(SYSTEM, Duration.Inf(), false);
    }

    private static ActorRef region(Address address, String name) {
        return new EmptyLocalActorRef(
                ((ExtendedActorSystem) SYSTEM).provider(),
                new RootActorPath(address, "/").$div(name),
                SYSTEM.eventStream());
    }

    private static IndexedSeq<String> shards(Stream<String> shards) {
        return CollectionConverters.asScala(shards.toList()).toIndexedSeq();
    }

    private static Stream<String> all() {
        return IntStream.range(0, PARTITIONS).mapToObj(Integer::toString);
    }

    /** What both regions would have if every shard was allocated now. */
    private Map<ActorRef, IndexedSeq<String>> allocated() {
        Map<ActorRef, IndexedSeq<String>> none = Map.of(own, shards(Stream.of()), other, shards(Stream.of()));
        Map<ActorRef, IndexedSeq<String>> result = new HashMap<>();
        for (ActorRef region : List.of(own, other)) {
            result.put(
                    region,
                    shards(all().filter(shard -> allocation
                            .allocateShard(own, shard, none)
                            .value()
                            .get()
                            .get()
                            .equals(region))));
        }
        return result;
    }

    private Set<String> moves(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> moving) {
        return allocation.rebalance(allocations, moving).value().get().get();
    }

    @Test
    void theNodeThatDecidesGetsItsShareAlthoughItsRegionHasNoHost() {
        Map<ActorRef, IndexedSeq<String>> allocated = allocated();

        assertThat(allocated.get(own).size()).isEqualTo(32);
        assertThat(allocated.get(other).size()).isEqualTo(32);
        assertThat(moves(allocated, Set.of())).isEmpty();
    }

    @Test
    void aNodeThatJoinsIsGivenWhatIsItsOwnInSteps() {
        Map<ActorRef, IndexedSeq<String>> before = Map.of(own, shards(all()), other, shards(Stream.of()));

        Set<String> first = moves(before, Set.of());

        assertThat(first).hasSize(16);
        assertThat(CollectionConverters.asJava(allocated().get(other))).containsAll(first);
        assertThat(moves(before, first))
                .as("no more before the first have moved")
                .isEmpty();
        assertThat(moves(before, Set.of("0", "1"))).hasSize(14).doesNotContain("0", "1");
    }

    @Test
    void aNodeThatIsNotEligibleLosesWhatItHas() {
        Map<ActorRef, IndexedSeq<String>> before = allocated();
        eligible.remove(OTHER);

        assertThat(CollectionConverters.asJava(before.get(other))).containsAll(moves(before, Set.of()));
        assertThat(moves(before, Set.of())).hasSize(16);
        assertThat(allocated().get(other).isEmpty()).isTrue();
    }

    @Test
    void whereNoNodeIsEligibleAllAre() {
        Map<ActorRef, IndexedSeq<String>> before = allocated();
        eligible.clear();

        assertThat(allocated()).isEqualTo(before);
        assertThat(moves(before, Set.of())).isEmpty();
    }

    @Test
    void whatANodeHadThatIsGoneIsGivenUpAndNotHandedOver() {
        Map<ActorRef, IndexedSeq<String>> before = allocated();
        eligible.remove(OTHER);
        answering.remove(OTHER);

        assertThat(moves(before, Set.of())).isEmpty();
    }

    @Test
    void nothingMovesWhileTheRegionOfAnEarlierProcessIsStillThere() {
        Map<ActorRef, IndexedSeq<String>> allocated = new HashMap<>(allocated());
        allocated.put(region(OTHER, "of-its-next-process"), shards(Stream.of()));

        assertThat(moves(allocated, Set.of())).isEmpty();
    }
}
