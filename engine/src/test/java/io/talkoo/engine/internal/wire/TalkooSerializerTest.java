package io.talkoo.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.protocol.JsonBytes;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TalkooSerializerTest {
    private static final WireKit KIT = new WireKit();
    private static final long SEED = 20261120;

    @AfterAll
    static void stop() {
        KIT.close();
    }

    static List<WireType<?>> types() {
        return WireTypes.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageComesBackAsItWas(WireType<?> type) {
        List<ActorRef<Object>> refs = new ArrayList<>(KIT.elsewhere());
        refs.add(KIT.actors.createTestProbe().getRef());
        Samples samples = Samples.random(SEED, refs);

        for (int i = 0; i < 200; i++) {
            TalkooMessage message = samples.make(type.type());
            byte[] bytes = KIT.serializer.toBinary(message);

            assertThat(KIT.serializer.fromBinary(bytes, type.manifest()))
                    .as("message %d of seed %d", i, SEED)
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void pekkoPicksTheSerializerForEveryMessage(WireType<?> type) {
        TalkooMessage message = Samples.full(0, KIT.elsewhere()).make(type.type());

        assertThat(KIT.serialization.findSerializerFor(message)).isSameAs(KIT.serializer);
        KIT.actors.serializationTestKit().verifySerialization(message, true);
    }

    @Test
    void theBuffersOrderIsSetAndGivenBack() {
        TalkooMessage message = Samples.full(0, KIT.elsewhere()).make(WorkerCommand.Offer.class);
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024).order(order);

            KIT.serializer.toBinary(message, buffer.position(3));
            buffer.flip().position(3);

            assertThat(KIT.serializer.fromBinary(buffer, "offer:1")).isEqualTo(message);
            assertThat(buffer.order()).isEqualTo(order);
            buffer.position(3);
            byte[] written = new byte[buffer.remaining()];
            buffer.get(written);
            assertThat(written).isEqualTo(KIT.serializer.toBinary(message));
        }
    }

    @Test
    void aFullBufferIsToldAsPekkoExpects() {
        TalkooMessage message = Samples.full(0, KIT.elsewhere()).make(TaskCommand.Submit.class);

        assertThatThrownBy(() -> KIT.serializer.toBinary(message, ByteBuffer.allocate(20)))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void aClaimIsWrittenInPlaceOfALargeMessage() {
        TaskCommand.Progress large = new TaskCommand.Progress(
                "a",
                new Run(1, Instant.EPOCH, "node"),
                "HALF",
                JsonBytes.wrap(new byte[TalkooSerializer.MOST_BYTES]),
                null);
        ByteBuffer frame = ByteBuffer.allocate(2 * TalkooSerializer.MOST_BYTES);

        KIT.serializer.toBinary(large, frame);

        assertThat(frame.position()).isLessThan(200);
        assertThat(frame.limit()).isEqualTo(frame.capacity());
        Claim claim = (Claim) KIT.serializer.fromBinary(frame.flip(), "progress:1");
        assertThat(claim.taskId()).isEqualTo("a");
        assertThat(claim.manifest()).isEqualTo("progress:1");
        assertThat(KIT.serializer.fromBinary(KIT.serializer.toBinary(large), "progress:1"))
                .isEqualTo(large);
    }

    @Test
    void whatStaysOnItsNodeIsRefused() {
        assertThatThrownBy(() -> KIT.serializer.manifest(new SlotsCommand.Tick()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("SlotsCommand$Tick");
        assertThatThrownBy(() -> KIT.serializer.toBinary("text")).isInstanceOf(WireException.class);
    }

    @Test
    void aMessageOfALaterVersionIsRefusedByName() {
        assertThatThrownBy(() -> KIT.serializer.fromBinary(new byte[0], "offer:2"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("offer:2");
    }

    @Test
    void anEmptyTextIsNoMissingOne() {
        for (String reason : new String[] {"", null}) {
            WorkerCommand.Terminate message =
                    new WorkerCommand.Terminate("a", new Run(1, Instant.EPOCH, "node"), reason);

            assertThat(KIT.serializer.fromBinary(KIT.serializer.toBinary(message), "terminate:1"))
                    .isEqualTo(message);
        }
    }

    @Test
    void fieldsThatALaterVersionAddsAreSkipped() {
        TaskCommand.Began message = Samples.full(0, KIT.elsewhere()).make(TaskCommand.Began.class);
        ByteBuffer buffer =
                ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0);
        ActorRefs none = new ActorRefs(null);
        Form<Run> laterRun = new Form<>(
                (out, run) -> {
                    RunForms.RUN.writer().write(out, run);
                    out.text("more").number(7);
                },
                null);
        new WireOut(buffer, none)
                .text(message.id())
                .part(laterRun, message.run())
                .flag(true);

        assertThat(KIT.serializer.fromBinary(buffer.flip(), "began:1")).isEqualTo(message);
    }

    @Test
    void fieldsThatAnEarlierVersionDidNotHaveAreEmpty() {
        ByteBuffer buffer =
                ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0);
        new WireOut(buffer, new ActorRefs(null)).text("a");

        assertThat(KIT.serializer.fromBinary(buffer.flip(), "unwatch:1")).isEqualTo(new TaskCommand.Unwatch("a", 0));
    }
}
