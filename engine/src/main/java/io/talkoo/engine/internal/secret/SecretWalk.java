package io.talkoo.engine.internal.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.protocol.JsonBytes;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Goes through JSON, and puts something in the place of what is secret. Belongs to one call; not thread-safe.
 *
 * @param isSecret of the name of a field
 * @param instead what stands in the place of a secret value: the value itself changes nothing
 */
record SecretWalk(Predicate<String> isSecret, UnaryOperator<JsonNode> instead) {
    /** @param positions of an array's elements that are secret */
    JsonBytes array(JsonBytes json, List<Integer> positions) {
        return changed(json, tree -> {
            boolean changed = false;
            for (int position : positions) {
                if (tree instanceof ArrayNode array && position >= 0 && position < array.size()) {
                    JsonNode before = array.get(position);
                    array.set(position, instead.apply(before));
                    changed |= array.get(position) != before;
                }
            }
            return fields(tree) | changed;
        });
    }

    /** @param names of an object's own fields that are secret, besides those that are at any depth */
    JsonBytes object(JsonBytes json, List<String> names) {
        return changed(json, tree -> {
            SecretWalk top = new SecretWalk(name -> names.contains(name) || isSecret.test(name), instead);
            return tree instanceof ObjectNode object && replace(object, top.isSecret) | fields(tree);
        });
    }

    /** What is secret at any depth. */
    JsonBytes value(JsonBytes json) {
        return changed(json, this::fields);
    }

    /** The bytes themselves where nothing was secret, so that they come back as they were sent. */
    private static JsonBytes changed(JsonBytes json, Predicate<JsonNode> change) {
        try {
            JsonNode tree = json.toTree();
            return change.test(tree) ? JsonBytes.write(tree) : json;
        } catch (JsonProcessingException | UncheckedIOException e) {
            return Masks.MASKED;
        }
    }

    private boolean fields(JsonNode node) {
        boolean changed = node instanceof ObjectNode object && replace(object, isSecret);
        for (JsonNode child : node) {
            changed |= fields(child);
        }
        return changed;
    }

    private boolean replace(ObjectNode object, Predicate<String> which) {
        boolean changed = false;
        for (var field : object.properties()) {
            if (which.test(field.getKey())) {
                JsonNode before = field.getValue();
                field.setValue(instead.apply(before));
                changed |= field.getValue() != before;
            }
        }
        return changed;
    }
}
