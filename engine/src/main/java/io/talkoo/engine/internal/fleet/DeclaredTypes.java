package io.talkoo.engine.internal.fleet;

import java.util.Optional;
import java.util.Set;

/** The task types that are known although no node has their code. Thread-safe. */
public interface DeclaredTypes {
    /** None at all. */
    DeclaredTypes NONE = new DeclaredTypes() {
        @Override
        public Optional<TypeInfo> find(String name) {
            return Optional.empty();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    Optional<TypeInfo> find(String name);

    Set<String> names();
}
