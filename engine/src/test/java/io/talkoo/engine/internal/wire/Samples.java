package io.talkoo.engine.internal.wire;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.UniqueUntil;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** Values of any record, made component by component, so that a new message or field is covered without a word. */
public final class Samples {
    /** What may be absent; all other components have a value. A type alone means each of its components. */
    private static final Set<String> NULLABLE = Set.of(
            "Attempt.startedAt",
            "Attempt.finishedAt",
            "Attempt.worker",
            "Attempt.outcome",
            "Attempt.error",
            "Claim.taskId",
            "ControlEntry.value",
            "Finished.waiter",
            "KeySource.header",
            "Located.run",
            "NodeInfo.partitions",
            "NodeInfo.startedAt",
            "NodeInfo.storeFault",
            "Offer.entity",
            "Offer.waiter",
            "Progress.meta",
            "Push.entity",
            "Push.lender",
            "Revoke.reason",
            "RetryOverrides",
            "TaskError.message",
            "TaskError.traceback",
            "TaskError.cause",
            "TaskRecord.custom",
            "TaskRecord.startedAt",
            "TaskRecord.finishedAt",
            "TaskRecord.worker",
            "TaskRecord.result",
            "TaskRecord.meta",
            "TaskRecord.error",
            "TaskRecord.revoking",
            "TaskRecord.purgeAt",
            "TaskSpec.countdown",
            "TaskSpec.eta",
            "TaskSpec.expires",
            "TaskSpec.expiresAt",
            "TaskSpec.timeLimit",
            "TaskSpec.softTimeLimit",
            "TaskSpec.retry",
            "TaskSpec.parentId",
            "TaskSpec.groupId",
            "Terminate.reason",
            "TaskSpec.secret",
            "TaskSpec.unique",
            "TypeInfo.secret",
            "TaskSpec.trace",
            "TypeInfo.unique",
            "TypeInfo.timeLimit",
            "TypeInfo.softTimeLimit",
            "TypeInfo.retry",
            "TypeInfo.limitKey",
            "TypeInfo.fairKey",
            "TypeLimits",
            "Ended.asker",
            "Finished.asker",
            "Progress.asker",
            "Progressed.meta",
            "Failed.retry",
            "Failed.countdown",
            "Handout.timeLimit",
            "Handout.softTimeLimit",
            "Handout.deadline",
            "Handout.trace",
            "Wake.replyTo",
            "Watch.after",
            "Withdraw.entity",
            "Withdrawn.entity");

    private static final List<String> TEXTS = List.of(
            "a",
            "default",
            "0193f3a2-7c1e-7000-8000-00805f9b34fb",
            "p\u00e4iv\u00e4",
            "\u03b1\u03b2",
            "\uD83D\uDE00!",
            "\u0000",
            "x".repeat(300));

    private final Function<String, Random> randoms;
    private final List<? extends ActorRef<?>> refs;
    private final double absent;

    private Samples(Function<String, Random> randoms, double absent, List<? extends ActorRef<?>> refs) {
        this.randoms = randoms;
        this.absent = absent;
        this.refs = refs;
    }

    /** Other values with each call. */
    public static Samples random(long seed, List<? extends ActorRef<?>> refs) {
        Random random = new Random(seed);
        return new Samples(path -> random, 0.3, refs);
    }

    /**
     * Always the same values, by the name of what makes them: full ones, and a bare one without all that may be absent.
     * Each is drawn by the name of its component alone, so that a new component leaves the others as they are.
     */
    public static Map<String, Samples> fixed(List<? extends ActorRef<?>> refs) {
        Map<String, Samples> fixed = new LinkedHashMap<>();
        fixed.put("bare", new Samples(path -> new Random(path.hashCode()), 1, refs));
        for (int i = 0; i < 3; i++) {
            fixed.put("full-" + i, full(i, refs));
        }
        return fixed;
    }

    static Samples full(int variant, List<? extends ActorRef<?>> refs) {
        return new Samples(path -> new Random(31L * path.hashCode() + variant), 0, refs);
    }

    public <T> T make(Class<T> type) {
        return type.cast(make(type, type.getSimpleName()));
    }

    private Object make(Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            return make((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), path);
        }
        return make((Class<?>) type, new Type[0], path);
    }

    private Object make(Class<?> type, Type[] arguments, String path) {
        Random random = randoms.apply(path);
        if (type == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), nanos(random));
        } else if (type == Duration.class) {
            return Duration.ofSeconds(random.nextInt(), nanos(random));
        } else if (type == JsonBytes.class) {
            return JsonBytes.of("[" + "7,".repeat(random.nextInt(200)) + "0]");
        } else if (type == ByteString.class) {
            return ByteString.fromString("piece".repeat(random.nextInt(100)));
        } else if (type == ActorRef.class) {
            return refs.get(random.nextInt(refs.size()));
        } else if (type == Canvas.class) {
            // It holds canvases, without end.
            return Canvas.of(
                    TaskRequest.named(TEXTS.get(random.nextInt(TEXTS.size()))).build());
        } else if (type == RateLimit.class) {
            return new RateLimit(1 + random.nextInt(1000), Duration.ofMinutes(1));
        } else if (type == UniqueUntil.class) {
            // Its kind says whether it has a time.
            return random.nextBoolean()
                    ? UniqueUntil.READY
                    : UniqueUntil.elapsed(Duration.ofSeconds(1 + random.nextInt(1000), nanos(random)));
        } else if (type == List.class) {
            return some(random).mapToObj(i -> make(arguments[0], path + i)).toList();
        } else if (type == Set.class) {
            return some(random).mapToObj(i -> make(arguments[0], path + i)).collect(Collectors.toUnmodifiableSet());
        } else if (type == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            some(random).forEach(i -> map.put(make(arguments[0], path + i), make(arguments[1], path + i)));
            return map;
        } else if (type.isSealed()) {
            return make(type.getPermittedSubclasses()[random.nextInt(type.getPermittedSubclasses().length)], path);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return type.isRecord() ? record(type, path) : number(type, random);
    }

    private static int nanos(Random random) {
        return random.nextBoolean() ? random.nextInt(1000) * 1_000_000 : random.nextInt(1_000_000_000);
    }

    private IntStream some(Random random) {
        return IntStream.range(0, absent == 1 ? 0 : random.nextInt(3));
    }

    private static Object number(Class<?> type, Random random) {
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt() >> random.nextInt(32);
        } else if (type == long.class || type == Long.class) {
            return random.nextLong() >> random.nextInt(64);
        } else if (type == double.class || type == Double.class) {
            return random.nextGaussian();
        }
        throw new IllegalArgumentException("Samples has no values of " + type + "; add some");
    }

    private Object record(Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> component(type, component, path))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object component(Class<?> owner, RecordComponent component, String path) {
        String name = owner.getSimpleName() + "." + component.getName();
        String here = path + "." + component.getName();
        boolean nullable = NULLABLE.contains(name) || NULLABLE.contains(owner.getSimpleName());
        if (name.equals("TaskRecord.starts")) {
            // Stays where it was made.
            return null;
        }
        boolean left = nullable && (absent == 1 || randoms.apply(here).nextDouble() < absent);
        return left ? null : make(component.getGenericType(), here);
    }
}
