package io.talkoo.engine.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.fleet.DeclaredTypes;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.worker.QueueSlots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreFaultsTest {
    private String ownFault;
    private long now = 17;
    private final FleetView fleet =
            new FleetView(node("a", null), () -> Optional.ofNullable(ownFault), Set::of, List::of, DeclaredTypes.NONE);
    private final StoreFaults faults = new StoreFaults(fleet, () -> now);

    private static NodeInfo node(String address, String fault) {
        return new NodeInfo(address, address, Set.of(), new QueueSlots(Map.of()), Map.of(), 0, fault, "1", null, null);
    }

    private void heardOf(String fault) {
        fleet.set(List.of(new Peer(node("b", fault), null)), List.of());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aNodeThatAloneCannotReachTheDatabaseForAWhileIsCutOff() {
        heardOf("refused");

        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(3));
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(faults.isCutOff("b")).isTrue();
        assertThat(faults.isCutOff("a")).isFalse();
    }

    @Test
    void aFaultThatEndsStartsToCountAnewWhenItComesBack() {
        heardOf("refused");
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(3));
        heardOf(null);
        assertThat(faults.isCutOff("b")).isFalse();
        heardOf("refused");
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(3));

        assertThat(faults.isCutOff("b")).isFalse();
    }

    @Test
    void nobodyIsCutOffWhenTheDatabaseIsAwayForAll() {
        heardOf("refused");
        ownFault = "refused";
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofMinutes(1));

        assertThat(faults.isCutOff("b")).isFalse();
    }

    @Test
    void theLastNodeThatNoticesThatTheDatabaseIsBackIsNotCutOffForThat() {
        heardOf("refused");
        ownFault = "refused";
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofMinutes(1));
        ownFault = null;

        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(3));
        assertThat(faults.isCutOff("b")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(faults.isCutOff("b")).isTrue();
    }
}
