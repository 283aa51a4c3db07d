package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.TalkooMessage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All messages that cross nodes, by type and by manifest. Immutable. */
final class WireTypes {
    private final Map<Class<?>, WireType<?>> byClass;
    private final Map<String, WireType<?>> byManifest;

    WireTypes() {
        List<WireType<?>> all = all();
        byClass = all.stream().collect(Collectors.toUnmodifiableMap(WireType::type, Function.identity()));
        byManifest = all.stream().collect(Collectors.toUnmodifiableMap(WireType::manifest, Function.identity()));
    }

    /** A new family of messages is added here, a new message in the class of its family. */
    static List<WireType<?>> all() {
        return Stream.of(
                        CallMessages.TYPES,
                        ReplyMessages.TYPES,
                        RunMessages.TYPES,
                        WorkerMessages.TYPES,
                        ParcelMessages.TYPES,
                        SlotsMessages.TYPES,
                        LimitMessages.TYPES,
                        FleetMessages.TYPES,
                        NewsMessages.TYPES,
                        RemoteMessages.TYPES)
                .flatMap(List::stream)
                .toList();
    }

    WireType<?> of(Object message) {
        WireType<?> type = byClass.get(message.getClass());
        if (type == null) {
            throw new WireException("expected a message that may leave its node, got "
                    + message.getClass().getName()
                    + (message instanceof TalkooMessage ? "; is it meant to be in WireTypes?" : ""));
        }
        return type;
    }

    WireType<?> named(String manifest) {
        WireType<?> type = byManifest.get(manifest);
        if (type == null) {
            throw new WireException(
                    "expected a message this version knows, got " + manifest + "; a newer version may have sent it");
        }
        return type;
    }
}
