package io.talkoo.http;

import io.talkoo.config.Scope;
import io.talkoo.http.auth.Digests;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Keys for tests, with their entries in the settings. */
final class TestKeys {
    private TestKeys() {}

    /** The key that has all scopes but one, or, with {@code null}, all of them. */
    static String without(Scope scope) {
        return "tk_test_without_" + scope;
    }

    /** The setting {@code http.auth.keys} with a key for each scope that is lacking, and one that lacks none. */
    static List<Map<String, Object>> forEachScope() {
        return Arrays.stream(new Scope[] {Scope.SUBMIT, Scope.READ, Scope.OPERATE, Scope.WORK, null})
                .map(lacking -> entry(
                        "without-" + lacking,
                        without(lacking),
                        Arrays.stream(Scope.values())
                                .filter(scope -> scope != lacking)
                                .map(Scope::toString)
                                .toList()))
                .toList();
    }

    static Map<String, Object> entry(String id, String key, List<String> scopes) {
        return Map.of("id", id, "hash", hash(key), "scopes", scopes);
    }

    static String hash(String key) {
        return "sha256:" + HexFormat.of().formatHex(Digests.sha256(key));
    }
}
