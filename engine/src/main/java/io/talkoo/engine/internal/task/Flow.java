package io.talkoo.engine.internal.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A task's place among others: what it waits for, and what its end brings about. Fixed at the submit, but for what a
 * replacement adds. Null is absent.
 *
 * @param next the rows that wait for this one; it is released in the transaction that ends this one
 * @param waits how many rows this one waits for
 * @param joins the row that gathers this one's result together with others'
 * @param position of this one's result among those
 * @param gathers the row whose gathered results are this one's first argument, or this group's result; its own, perhaps
 * @param group the row is a group's result and no task
 * @param immutable it takes nothing of what ran before it
 * @param answersForHeader it calls {@code linkError} too when the header it waited for failed
 * @param map what one run works through
 * @param link what runs with the result
 * @param linkError what runs with the error
 * @param callbackUrl where its status is posted once it has ended
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Flow(
        List<Next> next,
        int waits,
        String joins,
        int position,
        String gathers,
        boolean group,
        boolean immutable,
        boolean answersForHeader,
        Map map,
        List<Canvas> link,
        List<Canvas> linkError,
        String callbackUrl) {
    /** A task that stands alone. */
    public static final Flow NONE = new Flow(null, 0, null, 0, null, false, false, false, null, null, null);

    /** Says that a task which stands alone need not be written so, as most do. */
    static final class None {
        @Override
        public boolean equals(Object other) {
            return other == null || NONE.equals(other);
        }

        @Override
        public int hashCode() {
            return NONE.hashCode();
        }
    }

    /**
     * A row that waits, and when it may run once it has been released.
     *
     * @param eta not before
     * @param countdown not before this long after the release
     * @param expires not started after; a time counts from the release
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Next(String id, Instant eta, Duration countdown, Expires expires) {
        Instant dueAt(Instant released) {
            Instant due = countdown == null ? released : released.plus(countdown);
            return eta != null && eta.isAfter(due) ? eta : due;
        }

        Instant expiresAt(Instant released) {
            return expires == null ? null : expires.from(released);
        }
    }

    /** @param star each item is a list of arguments, in place of one */
    public record Map(List<JsonBytes> items, boolean star) {
        /** The arguments of the call for {@code item}: the task's own come last. */
        public JsonBytes args(JsonBytes item, JsonBytes own) {
            JsonBytes rest = own == null ? JsonBytes.EMPTY_ARRAY : own;
            return star ? FirstArgument.concat(item, rest) : FirstArgument.prepend(item, rest);
        }
    }

    /** Without a {@code callbackUrl}. */
    public Flow(
            List<Next> next,
            int waits,
            String joins,
            int position,
            String gathers,
            boolean group,
            boolean immutable,
            boolean answersForHeader,
            Map map,
            List<Canvas> link,
            List<Canvas> linkError) {
        this(next, waits, joins, position, gathers, group, immutable, answersForHeader, map, link, linkError, null);
    }

    public Flow {
        next = next == null ? List.of() : next;
        link = link == null ? List.of() : link;
        linkError = linkError == null ? List.of() : linkError;
    }

    /** The same with these callbacks; null for none. */
    public Flow linked(List<Canvas> onSuccess, List<Canvas> onError) {
        return new Flow(
                next,
                waits,
                joins,
                position,
                gathers,
                group,
                immutable,
                answersForHeader,
                map,
                onSuccess,
                onError,
                callbackUrl);
    }

    /** The same, whose end is told to {@code url}; null tells nobody. */
    public Flow tellingTo(String url) {
        return Objects.equals(url, callbackUrl)
                ? this
                : new Flow(
                        next,
                        waits,
                        joins,
                        position,
                        gathers,
                        group,
                        immutable,
                        answersForHeader,
                        map,
                        link,
                        linkError,
                        url);
    }

    /** Whether {@code other} says the same, as far as a client says it. */
    boolean sameSubmitAs(Flow other) {
        return link.equals(other.link)
                && linkError.equals(other.linkError)
                && immutable == other.immutable
                && Objects.equals(callbackUrl, other.callbackUrl)
                && Objects.equals(map, other.map);
    }

    /** Whether another row takes what this one brings. */
    public boolean handsOn() {
        return !next.isEmpty();
    }
}
