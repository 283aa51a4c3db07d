package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.TalkooMessage;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
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

    private final WireTypes types = new WireTypes();
    private final ActorRefs refs;

    public TalkooSerializer(ExtendedActorSystem system) {
        refs = new ActorRefs(ActorRefResolver.get(Adapter.toTyped(system)));
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

    /** Throws {@link BufferOverflowException} when there is not enough room, as Pekko expects. */
    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        ByteOrder before = buffer.order();
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        try {
            types.of(message).write(new WireOut(buffer, refs), (TalkooMessage) message);
        } finally {
            buffer.order(before);
        }
    }

    @Override
    public byte[] toBinary(Object message) {
        ByteBuffer buffer = ByteBuffer.allocate(TYPICAL_BYTES);
        while (true) {
            try {
                toBinary(message, buffer);
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
            return types.named(manifest).form().reader().read(new WireIn(buffer, refs));
        } catch (WireException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new WireException("expected a message " + manifest + ", got bytes that are none", e);
        } finally {
            buffer.order(order).limit(limit);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return fromBinary(ByteBuffer.wrap(bytes), manifest);
    }
}
