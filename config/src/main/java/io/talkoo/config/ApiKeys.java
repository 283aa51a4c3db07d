package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.talkoo.protocol.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads keys as settings and key files list them. What is wrong is said without the value: it might be a key. */
public final class ApiKeys {
    /** More would make each wrong key cost noticeable time. */
    private static final int MOST = 10_000;

    private static final String LIST = "keys";
    private static final List<String> FIELDS = List.of("id", "hash", "scopes", "queues", "tasks");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    private static final Pattern PATTERN = Pattern.compile("[^\\s*]+\\*?|\\*");

    private ApiKeys() {}

    /**
     * The keys of a key file: {@code keys = [{id = ci, hash = "sha256:…", scopes = [submit, read]}, …]} in HOCON or JSON.
     * Throws {@link IllegalArgumentException} that says what is wrong.
     */
    public static List<ApiKey> parse(String file) {
        try {
            Config config = ConfigFactory.parseString(file).resolve();
            for (String name : config.root().keySet()) {
                if (!name.equals(LIST)) {
                    throw wrong("", "unknown field \"" + name + "\", expected keys alone");
                }
            }
            return read(config.getList(LIST), LIST);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected keys = [{id, hash, scopes}, ...] in HOCON or JSON", e);
        }
    }

    /** @param path of the list, for what is said about it */
    static List<ApiKey> read(ConfigValue value, String path) {
        if (!(value instanceof ConfigList list) || list.size() > MOST) {
            throw wrong(path, "expected a list of at most " + MOST + " keys");
        }
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            ApiKey key = key(list.get(i), path + "[" + i + "]");
            if (!ids.add(key.id())) {
                throw wrong(path + "[" + i + "].id", "\"" + key.id() + "\" is the id of another key already");
            }
            keys.add(key);
        }
        return keys;
    }

    private static ApiKey key(ConfigValue value, String path) {
        if (!(value instanceof ConfigObject key)) {
            throw wrong(path, "expected {id, hash, scopes}");
        }
        for (String name : key.keySet()) {
            if (!FIELDS.contains(name)) {
                throw wrong(path, "unknown field \"" + name + "\"" + Nearest.hint(name, FIELDS));
            }
        }
        String hash = text(key, "hash", path, HASH, "sha256: and 64 hexadecimal digits, as the command keys prints it");
        return new ApiKey(
                text(key, "id", path, ID, "1 to 64 of A-Za-z0-9._-"),
                hash.substring(hash.indexOf(':') + 1).toLowerCase(Locale.ROOT),
                scopes(words(key, "scopes", path), path + ".scopes"),
                new Reach(patterns(key, "queues", path), patterns(key, "tasks", path)));
    }

    private static String text(ConfigObject key, String field, String path, Pattern pattern, String expected) {
        ConfigValue value = key.get(field);
        if (value == null || !pattern.matcher(String.valueOf(value.unwrapped())).matches()) {
            throw wrong(path + "." + field, "expected " + expected);
        }
        return value.unwrapped().toString();
    }

    private static Set<Scope> scopes(Collection<String> words, String path) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            Scope scope = scope(word);
            if (scope == null) {
                throw wrong(path, "expected some of submit, read, operate, work");
            }
            scopes.add(scope);
        }
        if (scopes.isEmpty()) {
            throw wrong(path, "expected some of submit, read, operate, work");
        }
        return scopes;
    }

    /** The scope written so, or null. */
    public static Scope scope(String word) {
        for (Scope scope : Scope.values()) {
            if (scope.toString().equals(word)) {
                return scope;
            }
        }
        return null;
    }

    /** Nothing is any; an empty list would be read as nothing at all by some, so it is refused. */
    private static List<String> patterns(ConfigObject key, String field, String path) {
        List<String> words = words(key, field, path);
        boolean fine = words.stream().allMatch(word -> PATTERN.matcher(word).matches());
        if (!fine || key.containsKey(field) && words.isEmpty()) {
            throw wrong(path + "." + field, "expected names, or beginnings of names with a star; leave it out for any");
        }
        return words;
    }

    private static List<String> words(ConfigObject key, String field, String path) {
        ConfigValue value = key.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ConfigList list)) {
            throw wrong(path + "." + field, "expected a list");
        }
        return list.stream().map(item -> String.valueOf(item.unwrapped())).toList();
    }

    /** The same keys as settings list them. */
    static List<Map<String, Object>> write(List<ApiKey> keys) {
        return keys.stream().map(ApiKeys::write).toList();
    }

    private static Map<String, Object> write(ApiKey key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", key.id());
        fields.put("hash", "sha256:" + key.sha256());
        fields.put("scopes", key.scopes().stream().map(Scope::toString).toList());
        if (!key.reach().queues().isEmpty()) {
            fields.put("queues", key.reach().queues());
        }
        if (!key.reach().tasks().isEmpty()) {
            fields.put("tasks", key.reach().tasks());
        }
        return fields;
    }

    private static IllegalArgumentException wrong(String path, String detail) {
        return new IllegalArgumentException(path.isEmpty() ? detail : path + ": " + detail);
    }
}
