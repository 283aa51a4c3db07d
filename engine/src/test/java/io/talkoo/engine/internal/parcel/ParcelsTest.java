package io.talkoo.engine.internal.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.ParcelCommand.Expire;
import io.talkoo.engine.internal.parcel.ParcelCommand.Fetch;
import io.talkoo.engine.internal.parcel.ParcelCommand.Hold;
import io.talkoo.engine.internal.parcel.ParcelCommand.Release;
import io.talkoo.engine.internal.parcel.ParcelPart.Gone;
import io.talkoo.engine.internal.parcel.ParcelPart.Overdue;
import io.talkoo.engine.internal.parcel.ParcelPart.Piece;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ParcelsTest {
    private static final ActorTestKit KIT =
            ActorTestKit.create("talkoo", ActorSystemConfig.of(TalkooSettings.defaults()));

    private static final TalkooMessage MESSAGE = new TaskCommand.Expire("x".repeat(200_000));
    private static final ByteString BYTES = ByteString.fromArrayUnsafe(
            SerializationExtension.get(KIT.system()).serialize(MESSAGE).get());

    private final TestProbe<ParcelPart> parts = KIT.createTestProbe(ParcelPart.class);
    private final TestProbe<ParcelCommand> holder = KIT.createTestProbe(ParcelCommand.class);
    private final TestProbe<TalkooMessage> receiver = KIT.createTestProbe(TalkooMessage.class);
    private final TestProbe<ParcelCollector.Command> collector = KIT.createTestProbe(ParcelCollector.Command.class);
    private final Claim claim = new Claim("a", "expire:1", 7, holder.getRef());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aHolderGivesAMessageInPiecesUntilItIsReleased() {
        ActorRef<ParcelCommand> keeper = KIT.spawn(ParcelHolder.create(Long.MAX_VALUE));
        keeper.tell(new Hold(1, MESSAGE));

        assertThat(fetch(keeper, 1, 0)).isEqualTo(piece(0));
        assertThat(fetch(keeper, 1, 2 * ParcelHolder.PIECE_BYTES)).isEqualTo(piece(2));
        assertThat(fetch(keeper, 1, 0)).isEqualTo(piece(0));
        keeper.tell(new Release(1));
        assertThat(fetch(keeper, 1, 0)).isEqualTo(new Gone());
    }

    @Test
    void aHolderTakesNoMoreThanItHasRoomForAndDropsWhatNobodyFetches() {
        ActorRef<ParcelCommand> keeper = KIT.spawn(ParcelHolder.create(BYTES.size() * 2L));
        for (int number = 1; number <= 3; number++) {
            keeper.tell(new Hold(number, MESSAGE));
        }
        assertThat(fetch(keeper, 1, 0)).isEqualTo(piece(0));
        assertThat(fetch(keeper, 2, 0)).isEqualTo(piece(0));
        assertThat(fetch(keeper, 3, 0)).isEqualTo(new Gone());

        keeper.tell(new Expire(2));
        assertThat(fetch(keeper, 2, 0)).isEqualTo(new Gone());
        keeper.tell(new Hold(4, MESSAGE));
        assertThat(fetch(keeper, 4, 0)).isEqualTo(piece(0));
    }

    @Test
    void aHolderKeepsOneMessageHoweverLargeItIs() {
        ActorRef<ParcelCommand> keeper = KIT.spawn(ParcelHolder.create(1));
        keeper.tell(new Hold(1, MESSAGE));

        assertThat(fetch(keeper, 1, 0)).isEqualTo(piece(0));
    }

    @Test
    void aPieceThatGotLostIsAskedForAgainAndOneThatCameTwiceCountsOnce() {
        ActorRef<ParcelPart> fetch = startFetch();
        expectFetches(0, 1);
        fetch.tell(piece(0));
        expectFetches(2);
        fetch.tell(new Overdue());
        expectFetches(1, 2);

        fetch.tell(piece(1));
        fetch.tell(piece(1));
        fetch.tell(piece(2));

        assertThat(holder.receiveMessage()).isEqualTo(new Release(7));
        assertThat(receiver.receiveMessage()).isEqualTo(MESSAGE);
    }

    @Test
    void aMessageWhoseSenderHasLostItIsGivenUp() {
        ActorRef<ParcelPart> lost = startFetch();
        lost.tell(new Gone());
        parts.expectTerminated(lost);
    }

    @Test
    void bytesThatAreNoMessageAreGivenUp() {
        ActorRef<ParcelPart> fetch = startFetch();
        fetch.tell(new Piece(0, 3, ByteString.fromArrayUnsafe(new byte[] {0, 9, 9})));

        parts.expectTerminated(fetch);
    }

    @Test
    void messagesOfOneHolderAreFetchedOneAfterTheOther() {
        ActorRef<ParcelCollector.Command> real = KIT.spawn(ParcelCollector.create());
        Claim next = new Claim("a", "expire:1", 8, holder.getRef());
        real.tell(collect(claim));
        real.tell(collect(next));

        Fetch first = holder.expectMessageClass(Fetch.class);
        assertThat(first.number()).isEqualTo(7);
        assertThat(holder.expectMessageClass(Fetch.class).number()).isEqualTo(7);
        first.replyTo().tell(new Gone());
        Fetch second = holder.expectMessageClass(Fetch.class);
        assertThat(second.number()).isEqualTo(8);
        second.replyTo().tell(new Piece(0, BYTES.size(), BYTES));
        assertThat(receiver.receiveMessage()).isEqualTo(MESSAGE);
    }

    @Test
    void whatWaitsAtASilentHolderIsGivenUpAltogether() {
        ActorRef<ParcelCollector.Command> real = KIT.spawn(ParcelCollector.create());
        for (int number = 1; number <= 3; number++) {
            real.tell(collect(new Claim("a", "expire:1", number, holder.getRef())));
        }
        Fetch first = holder.expectMessageClass(Fetch.class);
        for (int question = 0; question < 5; question++) {
            first.replyTo().tell(new Overdue());
        }
        parts.expectTerminated(first.replyTo());
        real.tell(collect(claim));

        Fetch next = first;
        while (next.number() == 1) {
            next = holder.expectMessageClass(Fetch.class);
        }
        assertThat(next.number()).isEqualTo(7);
    }

    @Test
    void whatIsHeldHereCanBeCollectedHere() {
        TalkooMessage message = new WorkerCommand.Settled("y".repeat(300_000));

        Parcels.get(KIT.system()).collect(Parcels.get(KIT.system()).hold(message, null), receiver.getRef());

        assertThat(receiver.receiveMessage()).isEqualTo(message);
    }

    @Test
    void anActorMayTakeALargeMessageForAnother() {
        TalkooMessage settled = new WorkerCommand.Settled("late");
        ActorRef<TalkooMessage> actor = KIT.spawn(Parcels.opening(
                Behaviors.receiveMessage(message -> {
                    receiver.getRef().tell(message);
                    return Behaviors.same();
                }),
                large -> settled));

        actor.tell(Parcels.get(KIT.system()).hold(MESSAGE, null));
        assertThat(receiver.receiveMessage()).isEqualTo(settled);
        actor.tell(new TaskCommand.Expire("small"));
        assertThat(receiver.receiveMessage()).isEqualTo(new TaskCommand.Expire("small"));
    }

    private ParcelCollector.Collect collect(Claim meant) {
        return new ParcelCollector.Collect(meant, receiver.getRef(), UnaryOperator.identity());
    }

    private ActorRef<ParcelPart> startFetch() {
        return KIT.spawn(ParcelFetch.create(collect(claim), collector.getRef()));
    }

    private void expectFetches(int... pieces) {
        for (int piece : pieces) {
            Fetch fetch = holder.expectMessageClass(Fetch.class);
            assertThat(fetch.number()).isEqualTo(7);
            assertThat(fetch.offset()).isEqualTo(piece * ParcelHolder.PIECE_BYTES);
        }
    }

    private ParcelPart fetch(ActorRef<ParcelCommand> from, long number, int offset) {
        from.tell(new Fetch(number, offset, parts.getRef()));
        return parts.receiveMessage();
    }

    private static Piece piece(int index) {
        int offset = index * ParcelHolder.PIECE_BYTES;
        return new Piece(offset, BYTES.size(), BYTES.slice(offset, offset + ParcelHolder.PIECE_BYTES));
    }
}
