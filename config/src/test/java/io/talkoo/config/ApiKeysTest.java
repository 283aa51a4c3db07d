package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    private static final String HASH = "ab".repeat(32);
    private static final String KEY = "{id = ci, hash = \"sha256:" + HASH + "\", scopes = [submit, read]}";

    @Test
    void a_key_file_is_read_as_hocon_and_as_json() {
        ApiKey key = new ApiKey("ci", HASH, Set.of(Scope.SUBMIT, Scope.READ), Reach.EVERYTHING);

        assertThat(ApiKeys.parse("keys = [" + KEY + "]")).containsExactly(key);
        assertThat(ApiKeys.parse("{\"keys\": [{\"id\": \"ci\", \"hash\": \"sha256:" + HASH.toUpperCase()
                        + "\", \"scopes\": [\"read\", \"submit\"]}]}"))
                .containsExactly(key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                      | expected keys = [",
                "{{{                                                   | expected keys = [",
                "key = []                                              | unknown field \"key\"",
                "keys = [{id = a b, hash = H, scopes = [read]}]        | keys[0].id: expected 1 to 64",
                "keys = [{id = a, hash = tk_hush, scopes = [read]}]    | keys[0].hash: expected sha256:",
                "keys = [{id = a, hash = H, scopes = []}]              | keys[0].scopes: expected some of",
                "keys = [{id = a, hash = H, scopes = [reed]}]          | keys[0].scopes: expected some of",
                "keys = [{id = a, hash = H}]                           | keys[0].scopes: expected some of",
                "keys = [{id = a, hash = H, scope = [read]}]           | keys[0]: unknown field \"scope\"; did you mean \"scopes\"?",
                "keys = [{id = a, hash = H, scopes = [read], queues = []}] | keys[0].queues: expected names",
                "keys = [{id = a, hash = H, scopes = [read], tasks = [\"*.x\"]}] | keys[0].tasks: expected names",
                "keys = [{id = a, hash = H, scopes = [read]}, {id = a, hash = H, scopes = [read]}] | keys[1].id: \"a\" is the id of",
            })
    void a_wrong_key_is_refused_by_its_place(String file, String reason) {
        String text = file == null ? "" : file.replace("= H", "= \"sha256:" + HASH + "\"");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKeys.parse(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    @Test
    void a_key_that_stands_where_its_hash_belongs_is_not_shown() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings("keys = [{id = a, hash = tk_hush, scopes = [read]}]"))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("keys[0].hash").doesNotContain("hush"));
    }

    @Test
    void keys_survive_a_change_of_other_settings_and_are_not_displayed() {
        TalkooSettings settings = settings(
                "keys = [" + KEY + ", {id = b, hash = \"sha256:" + HASH + "\", scopes = [work], tasks = [\"py.*\"]}]");
        TalkooSettings changed = settings.with("http.port", 1);

        assertThat(changed.http().security().auth().keys())
                .isEqualTo(settings.http().security().auth().keys())
                .hasSize(2);
        assertThat(changed.toString()).doesNotContain(HASH);
    }

    @Test
    void a_node_with_keys_may_listen_anywhere() {
        assertThat(settings("keys = [" + KEY + "]")
                        .with("http.host", "0.0.0.0")
                        .http()
                        .host())
                .isEqualTo("0.0.0.0");
        assertThat(settings("unprotected = \"anybody may do everything\"")
                        .with("http.host", "0.0.0.0")
                        .http()
                        .host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void a_reach_is_names_and_beginnings_of_names() {
        Reach reach = new Reach(List.of("mail"), List.of("mail.*", "ping"));

        assertThat(reach.has("mail.send", "mail")).isTrue();
        assertThat(reach.has("ping", "mail")).isTrue();
        assertThat(reach.has("pinging", "mail")).isFalse();
        assertThat(reach.has("mail.send", "mail.eu")).isFalse();
        assertThat(Reach.EVERYTHING.has("anything", "anywhere")).isTrue();
    }

    private static TalkooSettings settings(String auth) {
        return TalkooSettings.from(ConfigFactory.parseString("talkoo.http.auth {\n" + auth + "\n}"));
    }
}
