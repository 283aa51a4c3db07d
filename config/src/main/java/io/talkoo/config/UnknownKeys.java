package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.talkoo.protocol.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds keys that {@code reference.conf} does not have; most are misspelt ones. */
final class UnknownKeys {
    private final List<String> known = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private UnknownKeys() {}

    static List<String> in(Config config, Config reference, String root) {
        UnknownKeys search = new UnknownKeys();
        search.collect(reference.getObject(root), root);
        search.compare(config.getObject(root), reference.getObject(root), root);
        return search.problems;
    }

    private void collect(ConfigObject object, String path) {
        object.forEach((name, value) -> {
            String key = join(path, name);
            known.add(key);
            if (value instanceof ConfigObject inner) {
                collect(inner, key);
            }
        });
    }

    private void compare(ConfigObject given, ConfigObject reference, String path) {
        given.forEach((name, value) -> {
            ConfigValue counterpart = reference.get(name);
            String key = join(path, name);
            if (counterpart == null) {
                problems.add("%s: unknown key%s (%s)"
                        .formatted(key, hint(name, key), value.origin().description()));
            } else if (counterpart instanceof ConfigObject expected && value instanceof ConfigObject inner) {
                compare(inner, expected, key);
            } else if (counterpart instanceof ConfigObject) {
                problems.add("%s: expected a section { ... }, got %s (%s)"
                        .formatted(
                                key,
                                value.render(Rendering.LINE),
                                value.origin().description()));
            }
        });
    }

    /** A right word in the wrong section is likelier than another word. */
    private String hint(String name, String key) {
        Collection<String> sameName =
                known.stream().filter(it -> it.endsWith("." + name)).toList();
        return sameName.size() == 1
                ? "; did you mean \"" + sameName.iterator().next() + "\"?"
                : Nearest.hint(key, known);
    }

    private static String join(String path, String name) {
        return path + "." + ConfigUtil.joinPath(name);
    }
}
