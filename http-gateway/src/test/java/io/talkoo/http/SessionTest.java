package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.http.HttpTester.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys that come and go while a node runs, and the sessions that are got with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {
    private static final String LOGIN = "{\"key\": \"tk_ops\"}";
    private static final Duration SOON = Duration.ofSeconds(30);

    private Path keys;
    private TestNode node;
    private HttpTester http;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        keys = directory.resolve("keys.conf");
        Files.writeString(keys, entries("ops", "temp"));
        node = new TestNode(
                directory.resolve("data"),
                Map.of(
                        "http.auth.keys-file",
                        keys,
                        "http.auth.keys",
                        List.of(TestKeys.entry("root", "tk_root", List.of("read")))));
        http = node.http();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static String entries(String... ids) {
        StringBuilder file = new StringBuilder("keys = [\n");
        for (String id : ids) {
            file.append("{id = " + id + ", hash = \"" + TestKeys.hash("tk_" + id) + "\", scopes = [read, operate]}\n");
        }
        return file.append("]").toString();
    }

    private String loggedIn(String key) {
        Answer answer = http.post("/login", "{\"key\": \"" + key + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        return answer.header("set-cookie").replaceAll(";.*", "");
    }

    private Answer get(String path, String cookie) {
        return http.send(http.request(path).header("Cookie", cookie).GET());
    }

    private Answer pause(String cookie, String... origin) {
        var request = http.request("/v1/queues/default/resume").header("Cookie", cookie);
        if (origin.length > 0) {
            request.header("Origin", origin[0]);
        }
        return http.send(request.POST(BodyPublishers.noBody()));
    }

    @Test
    void a_login_gives_a_cookie_that_scripts_and_other_sites_do_not_get() {
        Answer answer = http.post("/login", LOGIN);

        assertThat(answer.header("set-cookie"))
                .matches("talkoo_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_session_stands_for_its_key_until_the_logout() {
        String cookie = loggedIn("tk_ops");

        assertThat(get("/v1/queues", cookie).status()).isEqualTo(200);
        assertThat(get("/session", cookie).json().path("id").textValue()).isEqualTo("ops");
        assertThat(get("/session", cookie).json().path("scopes").toString()).isEqualTo("[\"operate\",\"read\"]");
        assertProblem(
                http.send(http.request("/v1/tasks")
                        .header("Cookie", cookie)
                        .header("Origin", http.uri("").toString())
                        .POST(BodyPublishers.noBody())),
                403,
                "forbidden");

        Answer logout =
                http.send(http.request("/logout").header("Cookie", cookie).POST(BodyPublishers.noBody()));

        assertThat(logout.status()).isEqualTo(204);
        assertThat(logout.header("set-cookie")).startsWith("talkoo_session=;").contains("Max-Age=0");
        assertProblem(get("/v1/queues", cookie), 401, "unauthorized");
    }

    @Test
    void a_wrong_key_opens_no_session() {
        Answer answer = http.post("/login", "{\"key\": \"tk_wrong\"}");

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("set-cookie")).isNull();
        assertThat(answer.body()).doesNotContain("tk_wrong");
        assertProblem(http.post("/login", "{}"), 422);
        assertProblem(get("/v1/queues", "talkoo_session=nonsense"), 401);
        assertProblem(http.get("/session"), 401);
    }

    @Test
    void a_change_with_a_session_has_to_come_from_a_page_of_the_node() {
        String cookie = loggedIn("tk_ops");

        assertThat(pause(cookie, http.uri("").toString()).status()).isEqualTo(200);
        assertProblem(pause(cookie), 403);
        assertProblem(pause(cookie, "http://evil.example"), 403, "foreign-host");
        assertProblem(pause(cookie, "null"), 403, "foreign-host");
    }

    @Test
    void a_key_does_nothing_in_a_url() {
        assertProblem(http.get("/v1/queues?key=tk_ops"), 401);
        assertProblem(http.get("/v1/queues?access_token=tk_ops"), 401);
    }

    @Test
    void keys_come_and_go_with_their_file_and_take_their_sessions_along() throws IOException {
        String session = loggedIn("tk_temp");

        Files.writeString(keys, entries("ops", "next"));

        await().atMost(SOON).until(() -> http.with("tk_next").get("/v1/queues").status() == 200);
        assertProblem(http.with("tk_temp").get("/v1/queues"), 401);
        assertProblem(get("/v1/queues", session), 401);
        assertThat(http.with("tk_root").get("/v1/queues").status()).isEqualTo(200);
        assertThat(http.with("tk_ops").get("/v1/queues").status()).isEqualTo(200);
    }
}
