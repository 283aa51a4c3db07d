package io.talkoo.chaos.history;

import io.talkoo.chaos.tasks.TaskNames;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The sorts of tasks that a load is made of. */
public enum Kind {
    /** Takes a millisecond. */
    SHORT(70, TaskNames.WORK, 1, Duration.ZERO, States.SUCCESS),
    /** Takes 50 ms. */
    MEDIUM(13, TaskNames.WORK, 50, Duration.ZERO, States.SUCCESS),
    /** Takes 2 s, which is long enough to be written down as started. */
    LONG(3, TaskNames.WORK, 2000, Duration.ZERO, States.SUCCESS),
    /** Fails twice and is retried. */
    FLAKY(4, TaskNames.FLAKY, 2, Duration.ZERO, States.SUCCESS),
    /** Fails for good. */
    FAILING(1, TaskNames.FAIL, null, Duration.ZERO, States.FAILURE),
    /** Waits for its time. */
    SCHEDULED(5, TaskNames.WORK, 1, Duration.ofSeconds(5), States.SUCCESS),
    /** Waits for its time, and is revoked as soon as it is acknowledged. */
    REVOKED(4, TaskNames.WORK, 1, Duration.ofSeconds(3), States.REVOKED);

    private static final int ALL =
            Set.of(values()).stream().mapToInt(kind -> kind.weight).sum();

    private final int weight;
    private final String name;
    private final Integer argument;
    private final Duration countdown;
    private final String end;

    Kind(int weight, String name, Integer argument, Duration countdown, String end) {
        this.weight = weight;
        this.name = name;
        this.argument = argument;
        this.countdown = countdown;
        this.end = end;
    }

    /** One of them, the frequent ones more often. */
    public static Kind any(RandomGenerator random) {
        int left = random.nextInt(ALL);
        for (Kind kind : values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new AssertionError("the weights add up to " + ALL);
    }

    /** The submit of a task of this kind. */
    public TaskRequest request(String id) {
        TaskRequest.Builder request = TaskRequest.named(name).id(id);
        if (argument != null) {
            request.args(JsonBytes.of("[" + argument + "]"));
        }
        return countdown.isZero()
                ? request.build()
                : request.countdown(countdown).build();
    }

    /** How long it is to wait before it runs. */
    public Duration countdown() {
        return countdown;
    }

    /** The state such a task has to end in. */
    public String end() {
        return end;
    }
}
