package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.fleet.FleetMessage.Hello;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.engine.internal.limit.TypeLimits;
import io.talkoo.engine.internal.limit.UniqueSource;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.UniqueUntil;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What nodes tell each other of themselves. */
final class FleetMessages {
    private static final Form<KeySource> KEY = new Form<>(
            (out, key) -> out.text(key.header())
                    .number(key.position())
                    .flag(key.whole())
                    .parts(Form.ID, key.path()),
            in -> new KeySource(in.text(), in.smallNumber(), in.flag(), in.parts(Form.ID)));

    private static final Form<List<Integer>> PARTITIONS =
            new Form<>((out, partitions) -> out.parts(Form.COUNT, partitions), in -> in.parts(Form.COUNT));

    private static final Form<TypeLimits> LIMITS = new Form<>(
            (out, limits) -> out.text(text(limits.rate()))
                    .part(Form.COUNT, limits.maxConcurrency())
                    .text(text(limits.keyRate()))
                    .part(Form.COUNT, limits.keyMaxConcurrency()),
            in -> new TypeLimits(rate(in), in.part(Form.COUNT), rate(in), in.part(Form.COUNT)));

    private static String text(RateLimit rate) {
        return rate == null ? null : rate.toString();
    }

    private static RateLimit rate(WireIn in) {
        String text = in.text();
        try {
            return text == null ? null : RateLimit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WireException(e.getMessage());
        }
    }

    private static final Form<UniqueSource> UNIQUE = new Form<>(
            (out, unique) -> out.part(KEY, unique.key()).json(WireJson.write(unique.until())),
            in -> new UniqueSource(
                    WireIn.need(in.part(KEY)), WireJson.read(WireIn.need(in.json()), UniqueUntil.class)));

    private static final Form<TypeInfo> TYPE = new Form<>(
            (out, type) -> {
                write(out, type);
                if (type.secret() != null) {
                    out.json(WireJson.write(type.secret()));
                }
            },
            in -> new TypeInfo(
                    in.id(),
                    in.id(),
                    in.smallNumber(),
                    in.flag(),
                    in.flag(),
                    in.span(),
                    in.span(),
                    in.span(),
                    in.part(TaskForms.RETRY),
                    in.part(LIMITS),
                    in.part(KEY),
                    in.part(KEY),
                    in.part(UNIQUE),
                    TaskForms.readSecret(in.json())));

    private static void write(WireOut out, TypeInfo type) {
        out.text(type.name())
                .text(type.queue())
                .number(type.priority())
                .flag(type.ignoreResult())
                .flag(type.atMostOnce())
                .span(type.resultExpires())
                .span(type.timeLimit())
                .span(type.softTimeLimit())
                .part(TaskForms.RETRY, type.retry())
                .part(LIMITS, type.limits().isNone() ? null : type.limits())
                .part(KEY, type.limitKey())
                .part(KEY, type.fairKey())
                .part(UNIQUE, type.unique());
    }

    private static final Form<Map.Entry<String, TypeInfo>> NAMED = new Form<>(
            (out, entry) -> out.text(entry.getKey()).part(TYPE, entry.getValue()),
            in -> Map.entry(in.id(), WireIn.need(in.part(TYPE))));

    private static final Form<NodeInfo> NODE = new Form<>(
            (out, node) -> out.text(node.name())
                    .text(node.address())
                    .parts(Form.ID, node.roles().stream().sorted().toList())
                    .counts(node.queues().byName())
                    .parts(NAMED, List.copyOf(new TreeMap<>(node.types()).entrySet()))
                    .number(node.running())
                    .text(node.storeFault())
                    .text(node.version())
                    .time(node.startedAt())
                    .parts(Form.ID, node.queues().only().stream().sorted().toList())
                    .part(PARTITIONS, node.partitions()),
            FleetMessages::node);

    private static NodeInfo node(WireIn in) {
        String name = in.id();
        String address = in.id();
        List<String> roles = in.parts(Form.ID);
        Map<String, Integer> slots = in.counts();
        Map<String, TypeInfo> types =
                in.parts(NAMED).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
        int running = in.smallNumber();
        String storeFault = in.text();
        String version = in.text();
        Instant startedAt = in.time();
        QueueSlots queues = new QueueSlots(slots, Set.copyOf(in.parts(Form.ID)));
        List<Integer> partitions = in.part(PARTITIONS);
        return new NodeInfo(
                name, address, Set.copyOf(roles), queues, types, running, storeFault, version, startedAt, partitions);
    }

    private static final Form<Peer> GUEST = new Form<>(
            (out, guest) -> out.part(NODE, guest.info()).ref(guest.slots()),
            in -> new Peer(WireIn.need(in.part(NODE)), WireIn.need(in.ref())));

    static final List<WireType<?>> TYPES = List.of(WireType.of(
            "hello:1",
            Hello.class,
            (out, m) -> out.part(NODE, m.info()).ref(m.slots()).ref(m.from()).parts(GUEST, m.guests()),
            in -> new Hello(
                    WireIn.need(in.part(NODE)), WireIn.need(in.ref()), WireIn.need(in.ref()), in.parts(GUEST))));

    private FleetMessages() {}
}
