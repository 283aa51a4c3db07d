package io.talkoo.engine.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/**
 * Actor references as bytes and back. The few that hundreds of messages a second carry (whoever takes replies, slots)
 * are kept in the form they are written in; Pekko does the like for those it reads. Thread-safe.
 */
final class ActorRefs {
    private static final int KEPT = 256;

    private record Written(ActorRef<?> ref, byte[] bytes) {}

    private final ActorRefResolver resolver;

    /** One place for each hash: a newcomer takes it, so nothing has to be searched nor swept. */
    private final AtomicReferenceArray<Written> kept = new AtomicReferenceArray<>(KEPT);

    ActorRefs(ActorRefResolver resolver) {
        this.resolver = resolver;
    }

    byte[] bytes(ActorRef<?> ref) {
        int hash = ref.hashCode();
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        Written known = kept.get(place);
        if (known != null && known.ref.equals(ref)) {
            return known.bytes;
        }
        byte[] bytes = resolver.toSerializationFormat(ref).getBytes(StandardCharsets.UTF_8);
        kept.set(place, new Written(ref, bytes));
        return bytes;
    }

    <T> ActorRef<T> resolve(String written) {
        return resolver.resolveActorRef(written);
    }
}
