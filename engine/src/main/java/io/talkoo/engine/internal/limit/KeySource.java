package io.talkoo.engine.internal.limit;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.util.List;

/**
 * Where a task's limit key or fair key is found. Immutable.
 *
 * @param header name of the header it is; null if it is in the arguments
 * @param position of the argument
 * @param whole whether all arguments may come as one object
 * @param path name of the parameter, and of fields within it
 */
public record KeySource(String header, int position, boolean whole, List<String> path) {
    public KeySource {
        path = List.copyOf(path);
    }

    /**
     * The key of a task; null where it has none, or none that is known yet.
     *
     * @param fromBefore how many arguments come before those of the request, once the task runs
     */
    public String of(TaskRequest request, int fromBefore) {
        if (header != null) {
            return request.headers() == null ? null : request.headers().get(header);
        }
        JsonNode value = argument(request, position - fromBefore);
        for (String field : path.subList(1, path.size())) {
            value = value == null ? null : value.get(field);
        }
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** As it is declared. */
    @Override
    public String toString() {
        return header == null ? String.join(".", path) : "header:" + header;
    }

    private JsonNode argument(TaskRequest request, int index) {
        String name = path.get(0);
        JsonNode byName =
                request.kwargs() == null ? null : request.kwargs().toTree().get(name);
        if (byName != null || request.args() == null || request.args().equals(JsonBytes.EMPTY_ARRAY)) {
            return byName;
        }
        JsonNode args = request.args().toTree();
        if (whole && args.size() == 1 && args.get(0).isObject()) {
            return args.get(0).get(name);
        }
        return index < 0 ? null : args.get(index);
    }
}
