package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequests;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A path with the methods it answers to.
 *
 * @param segments of the path, split at its slashes; those in braces stand for anything
 * @param allow the methods as the header {@code Allow} lists them
 */
record Resource(String[] segments, Map<String, Route> byMethod, String allow) {
    private static final String ID = "{id}";

    /** All resources, those without a variable first: {@code /v1/tasks/batch} is not a task. */
    static List<Resource> of(List<Route> routes) {
        return routes.stream().collect(Collectors.groupingBy(Route::path)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        (one, other) -> Boolean.compare(one.contains("{"), other.contains("{"))))
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Resource of(String path, List<Route> routes) {
        Map<String, Route> byMethod =
                routes.stream().collect(Collectors.toMap(Route::method, route -> route, (a, b) -> a, TreeMap::new));
        String allow =
                String.join(", ", byMethod.keySet()) + (byMethod.containsKey("GET") ? ", HEAD" : "") + ", OPTIONS";
        return new Resource(path.split("/", -1), byMethod, allow);
    }

    boolean matches(String[] path) {
        if (path.length != segments.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (!segments[i].equals(path[i]) && !segments[i].startsWith("{")) {
                return false;
            }
        }
        return true;
    }

    /** What stands for the id; null for a path without. No task has an id that is not a UUID. */
    String id(String[] path) {
        String text = variable(ID::equals, path);
        return text == null ? null : requireId(text);
    }

    /** What stands for the variable that is no id; null for a path without. */
    String name(String[] path) {
        return variable(segment -> segment.startsWith("{") && !segment.equals(ID), path);
    }

    private String variable(Predicate<String> variable, String[] path) {
        for (int i = 0; i < segments.length; i++) {
            if (variable.test(segments[i])) {
                return path[i];
            }
        }
        return null;
    }

    private static String requireId(String text) {
        if (!TaskRequests.isId(text)) {
            throw new TalkooException(ProblemType.NOT_FOUND, "no task has the id \"" + text + "\": ids are UUIDs");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
