package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes and reads every {@link TalkooMessage} that crosses nodes, in forms of our own that versions next to each other
 * understand. How a message is added: {@link WireTypes#all}. Pekko makes one for each actor system, as the engine's
 * {@code reference.conf} says. Thread-safe.
 */
public final class TalkooSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {
    /** Stands in every frame for this serializer, and so never changes. */
    static final int ID = 7_316;

    private static final int TYPICAL_BYTES = 1024;

    /** A larger message is fetched by its receiver. A frame takes twice as much, headers included. */
    static final int MOST_BYTES = 128 * 1024;

    /** What follows is the message, or a claim to it. */
    private static final byte WHOLE = 0;

    private static final byte CLAIM = 1;

    private final ActorSystem<?> system;
    private final WireTypes types = new WireTypes();
    private final ActorRefs refs;

    public TalkooSerializer(ExtendedActorSystem system) {
        this.system = Adapter.toTyped(system);
        refs = new ActorRefs(ActorRefResolver.get(this.system));
    }

    @Override
    public int identifier() {
        return ID;
    }

    /** Throws {@link WireException} for what must not leave its node. */
    @Override
    public String manifest(Object message) {
        return types.of(message).manifest();
    }

    /**
     * For a frame: writes a claim in place of a large message, which {@link Parcels} keeps then. Throws
     * {@link BufferOverflowException} when there is no room for that either, as Pekko expects.
     */
    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        int start = buffer.position();
        int limit = buffer.limit();
        try {
            buffer.limit(Math.min(limit, start + MOST_BYTES));
            write(message, buffer);
        } catch (BufferOverflowException e) {
            buffer.position(start).limit(limit);
            writeClaim(message, buffer);
        } finally {
            buffer.limit(limit);
        }
    }

    private void writeClaim(Object message, ByteBuffer buffer) {
        String taskId = null;
        if (message instanceof TaskCommand command) {
            taskId = command.id();
        } else if (message instanceof WorkerCommand.ForTask command) {
            taskId = command.id();
        }
        Claim claim = Parcels.get(system).hold((TalkooMessage) message, taskId);
        write(CLAIM, ParcelMessages.CLAIM.writer(), claim, buffer);
    }

    private void write(Object message, ByteBuffer buffer) {
        write(WHOLE, types.of(message)::write, (TalkooMessage) message, buffer);
    }

    private <T> void write(byte kind, Form.Writer<T> form, T message, ByteBuffer buffer) {
        ByteOrder before = buffer.order();
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        try {
            buffer.put(kind);
            form.write(new WireOut(buffer, refs), message);
        } finally {
            buffer.order(before);
        }
    }

    /** Writes the whole message, however large it is. */
    @Override
    public byte[] toBinary(Object message) {
        ByteBuffer buffer = ByteBuffer.allocate(TYPICAL_BYTES);
        while (true) {
            try {
                write(message, buffer);
                byte[] bytes = new byte[buffer.position()];
                buffer.flip().get(bytes);
                return bytes;
            } catch (BufferOverflowException e) {
                buffer = ByteBuffer.allocate(Math.multiplyExact(buffer.capacity(), 2));
            }
        }
    }

    /** Reads up to the buffer's limit. Throws {@link WireException} for what is unknown or not a message. */
    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) {
        ByteOrder order = buffer.order();
        int limit = buffer.limit();
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        try {
            Form<?> form = types.named(manifest).form();
            return (isClaim(buffer.get()) ? ParcelMessages.CLAIM : form)
                    .reader()
                    .read(new WireIn(buffer, refs));
        } catch (WireException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new WireException("expected a message " + manifest + ", got bytes that are none", e);
        } finally {
            buffer.order(order).limit(limit);
        }
    }

    private static boolean isClaim(byte kind) {
        if (kind != WHOLE && kind != CLAIM) {
            throw new WireException("expected a message or a claim to one, got kind " + kind);
        }
        return kind == CLAIM;
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return fromBinary(ByteBuffer.wrap(bytes), manifest);
    }
}
