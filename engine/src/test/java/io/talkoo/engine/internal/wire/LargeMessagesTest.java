package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that are larger than a frame, between two actor systems. */
final class LargeMessagesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final WireKit here = new WireKit();
    private final WireKit there = new WireKit();
    private final TestProbe<TalkooMessage> arrived = here.actors.createTestProbe(TalkooMessage.class);

    @AfterEach
    void stop() {
        there.close();
        here.close();
    }

    @Test
    void theyArriveWholeAndInOrder() {
        ActorRef<TalkooMessage> remote = receiver();
        List<TalkooMessage> messages = IntStream.of(1, 130, 3_000, 200, 10_000, 128, 96, 97, 192)
                .mapToObj(kibibytes -> (TalkooMessage) report(kibibytes * 1024))
                .toList();

        messages.forEach(remote::tell);

        List<TalkooMessage> received = messages.stream()
                .map(message -> arrived.receiveMessage(LONG_ENOUGH))
                .toList();
        assertThat(received).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(received.stream().filter(LargeMessagesTest::isLarge).toList())
                .isEqualTo(messages.stream().filter(LargeMessagesTest::isLarge).toList());
    }

    @Test
    void onesThatLandOnTheLimitsArrive() {
        ActorRef<TalkooMessage> remote = receiver();
        int overhead = there.serializer.toBinary(report(100_000)).length - 100_000;
        for (int off = -2; off <= 2; off++) {
            for (int limit : new int[] {TalkooSerializer.MOST_BYTES, 2 * 96 * 1024}) {
                TalkooMessage message = report(limit - overhead + off);

                remote.tell(message);

                assertThat(arrived.receiveMessage(LONG_ENOUGH)).isEqualTo(message);
            }
        }
    }

    private static boolean isLarge(TalkooMessage message) {
        return ((TaskCommand.Progress) message).meta().sizeBytes() >= TalkooSerializer.MOST_BYTES;
    }

    private static TaskCommand.Progress report(int bytes) {
        byte[] meta = new byte[bytes];
        new Random(bytes).nextBytes(meta);
        return new TaskCommand.Progress("a", new Run(1, Instant.EPOCH, "node"), "HALF", JsonBytes.wrap(meta), null);
    }

    /** An actor here, as the other system sees it. */
    private ActorRef<TalkooMessage> receiver() {
        ActorRef<TalkooMessage> receiver = here.actors.spawn(Parcels.opening(Behaviors.receiveMessage(message -> {
            arrived.getRef().tell(message);
            return Behaviors.same();
        })));
        String written = ActorRefResolver.get(here.actors.system()).toSerializationFormat(receiver);
        return ActorRefResolver.get(there.actors.system()).resolveActorRef(written);
    }
}
