package io.talkoo.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** What makes a {@link TaskRequest} acceptable, as far as it can be told without knowing the task types. */
public final class TaskRequests {
    /** Priorities run from 0, served last, to this, served first. */
    public static final int HIGHEST_PRIORITY = 9;

    /** What a queue may be called, in words; see {@link #isQueueName}. */
    public static final String QUEUE_NAME = "1 to 128 of A-Za-z0-9._:-";

    private static final int LONGEST_URL = 2048;

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final int LONGEST_KEY = 255;

    private TaskRequests() {}

    /**
     * Checks {@code request} and answers it with its ids in canonical (lower-case) text.
     *
     * @throws TalkooException {@link ProblemType#BAD_REQUEST} when {@code args}, {@code kwargs} or something in a link has
     *     the wrong JSON type, else {@link ProblemType#INVALID}; either names all that is wrong, each with its JSON pointer
     */
    public static TaskRequest check(TaskRequest request) {
        Faults types = new Faults();
        types.check(request.immutable() == null, "/immutable", "unknown field; it belongs into a canvas");
        types(request, types);
        types.raise(ProblemType.BAD_REQUEST);
        Faults faults = new Faults();
        faults.check(request.id() == null || isId(request.id()), "/id", "expected a UUID");
        faults.check(request.parentId() == null || isId(request.parentId()), "/parentId", "expected a UUID");
        content(request, faults);
        faults.raise(ProblemType.INVALID);
        return canonical(request);
    }

    /** The wrong JSON types. */
    static void types(TaskRequest request, Faults faults) {
        faults.check(isKind(request.args(), '['), "/args", "expected an array of positional arguments");
        faults.check(isKind(request.kwargs(), '{'), "/kwargs", "expected an object of named arguments");
        Canvases.types(request.link(), "/link", faults);
        Canvases.types(request.linkError(), "/linkError", faults);
    }

    /** What is not acceptable in a task, wherever it is written. */
    static void content(TaskRequest request, Faults faults) {
        faults.check(
                request.name() != null && !request.name().isBlank(), "/name", "expected the name of a registered task");
        placement(request, faults);
        faults.check(
                request.callbackUrl() == null || isCallbackUrl(request.callbackUrl()),
                "/callbackUrl",
                "expected an http or https URL of at most " + LONGEST_URL + " characters, with a host and without"
                        + " user info and fragment");
        unique(request.unique(), faults);
        times(request, faults);
        retry(request.retry(), faults);
        Canvases.content(request.link(), "/link", faults);
        Canvases.content(request.linkError(), "/linkError", faults);
    }

    /** Whether {@code text} is a UUID in its 36-character form, in either case. */
    public static boolean isId(String text) {
        if (text.length() != 36) {
            return false;
        }
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether {@code name} may name a queue: 1 to 128 of {@code A-Za-z0-9._:-}. */
    public static boolean isQueueName(String name) {
        return QUEUE.matcher(name).matches();
    }

    private static boolean isCallbackUrl(String text) {
        try {
            URI url = new URI(text);
            return text.length() <= LONGEST_URL
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void placement(TaskRequest request, Faults faults) {
        faults.check(request.queue() == null || isQueueName(request.queue()), "/queue", "expected " + QUEUE_NAME);
        Integer priority = request.priority();
        faults.check(
                priority == null || priority >= 0 && priority <= HIGHEST_PRIORITY,
                "/priority",
                "expected 0 (served last) to " + HIGHEST_PRIORITY + " (served first)");
    }

    private static void unique(Unique unique, Faults faults) {
        if (unique != null) {
            String key = unique.key();
            faults.check(
                    key != null && !key.isEmpty() && key.length() <= LONGEST_KEY && key.indexOf(0) < 0,
                    "/unique/key",
                    "expected 1 to " + LONGEST_KEY + " characters");
        }
    }

    private static void times(TaskRequest request, Faults faults) {
        faults.check(
                request.countdown() == null || !request.countdown().isNegative(), "/countdown", "expected 0 or more");
        faults.check(
                request.countdown() == null || request.eta() == null,
                "/eta",
                "expected either countdown or eta, got both");
        faults.check(request.eta() == null || isUsable(request.eta()), "/eta", "expected a year from 0 to 9999");
        faults.check(
                !(request.expires() instanceof Expires.At at) || isUsable(at.instant()),
                "/expires",
                "expected a year from 0 to 9999");
        faults.check(isPositive(request.timeLimit()), "/timeLimit", "expected more than 0 seconds");
        faults.check(isPositive(request.softTimeLimit()), "/softTimeLimit", "expected more than 0 seconds");
        faults.check(
                request.timeLimit() == null
                        || request.softTimeLimit() == null
                        || request.softTimeLimit().compareTo(request.timeLimit()) <= 0,
                "/softTimeLimit",
                "expected at most the timeLimit");
    }

    static void retry(RetryOverrides retry, Faults faults) {
        if (retry == null) {
            return;
        }
        faults.check(
                retry.maxRetries() == null || retry.maxRetries() >= -1,
                "/retry/maxRetries",
                "expected 0 or more, or -1 for no end");
        faults.check(
                retry.delay() == null || !retry.delay().isNegative(), "/retry/delay", "expected 0 or more seconds");
        faults.check(retry.backoff() == null || retry.backoff() >= 1, "/retry/backoff", "expected a factor from 1");
        faults.check(
                retry.maxDelay() == null || !retry.maxDelay().isNegative(),
                "/retry/maxDelay",
                "expected 0 or more seconds");
    }

    private static TaskRequest canonical(TaskRequest request) {
        String id = lowerCase(request.id());
        String parentId = lowerCase(request.parentId());
        return id == request.id() && parentId == request.parentId()
                ? request
                : request.toBuilder().id(id).parentId(parentId).build();
    }

    /** The same string when there is nothing to change. */
    private static String lowerCase(String id) {
        return id == null || id.chars().noneMatch(Character::isUpperCase)
                ? id
                : UUID.fromString(id).toString();
    }

    static boolean isKind(JsonBytes value, char opening) {
        return value == null || value.utf8()[0] == opening;
    }

    static boolean isPositive(Duration limit) {
        return limit == null || limit.compareTo(Duration.ZERO) > 0;
    }

    private static boolean isUsable(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }
}
