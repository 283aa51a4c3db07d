package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.talkoo.engine.Secret;
import io.talkoo.engine.internal.secret.SecretMarks;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds what is marked with {@link Secret} in a task and in the types it takes and returns. Belongs to one task. */
final class SecretMembers {
    private final ObjectMapper mapper;
    private final Set<String> fields = new TreeSet<>();
    private final Set<JavaType> seen = new HashSet<>();

    SecretMembers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Looks for marked fields, at any depth. */
    SecretMembers in(JavaType type) {
        if (type == null || !seen.add(type)) {
            return this;
        }
        in(type.getContentType());
        type.getBindings().getTypeParameters().forEach(this::in);
        if (!type.isContainerType() && !type.getRawClass().getName().startsWith("java.")) {
            properties(() -> mapper.getSerializationConfig().introspect(type)).forEach(this::add);
            properties(() -> mapper.getDeserializationConfig().introspect(type)).forEach(this::add);
        }
        return this;
    }

    /** None where Jackson cannot make sense of a type: whether that matters shows when it is used. */
    private static List<BeanPropertyDefinition> properties(Supplier<BeanDescription> type) {
        try {
            return type.get().findProperties();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void add(BeanPropertyDefinition property) {
        boolean secret = Stream.of(
                        property.getField(),
                        property.getGetter(),
                        property.getSetter(),
                        property.getConstructorParameter())
                .filter(Objects::nonNull)
                .anyMatch(SecretMembers::isMarked);
        if (secret) {
            fields.add(property.getName());
        }
        in(property.getPrimaryType());
    }

    private static boolean isMarked(AnnotatedMember member) {
        return member.hasAnnotation(Secret.class);
    }

    /**
     * What was found, together with what is marked itself; null if nothing is.
     *
     * @param parameters of the task
     * @param marked which of them are secret
     */
    SecretMarks marks(List<String> parameters, List<Boolean> marked, boolean result) {
        List<Integer> positions =
                IntStream.range(0, marked.size()).filter(marked::get).boxed().toList();
        List<String> names = positions.stream().map(parameters::get).toList();
        SecretMarks marks = new SecretMarks(positions, names, List.copyOf(fields), result, null);
        return marks.isNone() ? null : marks;
    }
}
