package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;

/**
 * What is to hold for a task type in place of what it declares: absent (null) is unchanged, JSON's null is no limit. Immutable.
 *
 * @param rateLimit a text that {@link RateLimit#parse} reads
 * @param maxConcurrency a number from 1
 * @param keyRateLimit as {@code rateLimit}, for tasks with the same limit key
 * @param keyMaxConcurrency as {@code maxConcurrency}, for tasks with the same limit key
 * @param timeLimit seconds; more than 0
 * @param softTimeLimit seconds; more than 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsChange(
        JsonNode rateLimit,
        JsonNode maxConcurrency,
        JsonNode keyRateLimit,
        JsonNode keyMaxConcurrency,
        JsonNode timeLimit,
        JsonNode softTimeLimit) {
    /** Changes nothing. */
    public static final LimitsChange NONE = new LimitsChange(null, null, null, null, null, null);

    /** The same and another rate of the type; null is no limit. */
    public LimitsChange rate(RateLimit limit) {
        JsonNode text = limit == null ? NullNode.getInstance() : TextNode.valueOf(limit.toString());
        return new LimitsChange(text, maxConcurrency, keyRateLimit, keyMaxConcurrency, timeLimit, softTimeLimit);
    }

    /** The same and another number of runs at once of the type; null is no limit. */
    public LimitsChange concurrency(Integer most) {
        JsonNode number = most == null ? NullNode.getInstance() : IntNode.valueOf(most);
        return new LimitsChange(rateLimit, number, keyRateLimit, keyMaxConcurrency, timeLimit, softTimeLimit);
    }

    /** This change after an earlier one. */
    public LimitsChange after(LimitsChange earlier) {
        return new LimitsChange(
                first(rateLimit, earlier.rateLimit),
                first(maxConcurrency, earlier.maxConcurrency),
                first(keyRateLimit, earlier.keyRateLimit),
                first(keyMaxConcurrency, earlier.keyMaxConcurrency),
                first(timeLimit, earlier.timeLimit),
                first(softTimeLimit, earlier.softTimeLimit));
    }

    private static JsonNode first(JsonNode later, JsonNode earlier) {
        return later == null ? earlier : later;
    }

    /** What holds where {@code declared} does without this change. Only of a change that was {@link #check}ed. */
    public RateLimit rateOver(RateLimit declared) {
        return over(rateLimit, declared, node -> RateLimit.parse(node.textValue()));
    }

    /** As {@link #rateOver}. */
    public Integer concurrencyOver(Integer declared) {
        return over(maxConcurrency, declared, JsonNode::intValue);
    }

    /** As {@link #rateOver}. */
    public RateLimit keyRateOver(RateLimit declared) {
        return over(keyRateLimit, declared, node -> RateLimit.parse(node.textValue()));
    }

    /** As {@link #rateOver}. */
    public Integer keyConcurrencyOver(Integer declared) {
        return over(keyMaxConcurrency, declared, JsonNode::intValue);
    }

    /** As {@link #rateOver}. */
    public Duration timeLimitOver(Duration declared) {
        return over(timeLimit, declared, LimitsChange::seconds);
    }

    /** As {@link #rateOver}. */
    public Duration softTimeLimitOver(Duration declared) {
        return over(softTimeLimit, declared, LimitsChange::seconds);
    }

    private static <T> T over(JsonNode said, T declared, Function<JsonNode, T> read) {
        if (said == null) {
            return declared;
        }
        return said.isNull() ? null : read.apply(said);
    }

    private static Duration seconds(JsonNode number) {
        return Json.mapper().convertValue(number, Duration.class);
    }

    /**
     * Throws {@link TalkooException}: {@link ProblemType#BAD_REQUEST} where something has the wrong JSON type, else {@link
     * ProblemType#INVALID}; either names all that is wrong, each with its JSON pointer.
     */
    public LimitsChange check() {
        Faults types = new Faults();
        isText(rateLimit, "/rateLimit", types);
        isCount(maxConcurrency, "/maxConcurrency", types);
        isText(keyRateLimit, "/keyRateLimit", types);
        isCount(keyMaxConcurrency, "/keyMaxConcurrency", types);
        isNumber(timeLimit, "/timeLimit", types);
        isNumber(softTimeLimit, "/softTimeLimit", types);
        types.raise(ProblemType.BAD_REQUEST);
        Faults values = new Faults();
        rate(rateLimit, "/rateLimit", values);
        rate(keyRateLimit, "/keyRateLimit", values);
        positive(maxConcurrency, "/maxConcurrency", values);
        positive(keyMaxConcurrency, "/keyMaxConcurrency", values);
        positive(timeLimit, "/timeLimit", values);
        positive(softTimeLimit, "/softTimeLimit", values);
        values.raise(ProblemType.INVALID);
        return this;
    }

    private static boolean isSaid(JsonNode node) {
        return node != null && !node.isNull();
    }

    private static void isText(JsonNode node, String pointer, Faults faults) {
        faults.check(!isSaid(node) || node.isTextual(), pointer, "expected a text such as \"10/m\", or null");
    }

    private static void isCount(JsonNode node, String pointer, Faults faults) {
        faults.check(
                !isSaid(node) || node.isIntegralNumber() && node.canConvertToInt(),
                pointer,
                "expected a whole number, or null");
    }

    private static void isNumber(JsonNode node, String pointer, Faults faults) {
        faults.check(!isSaid(node) || node.isNumber(), pointer, "expected a number of seconds, or null");
    }

    private static void rate(JsonNode node, String pointer, Faults faults) {
        if (isSaid(node)) {
            try {
                RateLimit.parse(node.textValue());
            } catch (IllegalArgumentException e) {
                faults.check(false, pointer, e.getMessage());
            }
        }
    }

    private static void positive(JsonNode node, String pointer, Faults faults) {
        boolean fine = !isSaid(node) || node.decimalValue().compareTo(BigDecimal.ZERO) > 0;
        faults.check(fine, pointer, "expected more than 0, or null");
    }
}
