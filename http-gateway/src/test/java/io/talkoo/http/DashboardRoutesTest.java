package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.HttpTester.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's files as the node serves them. */
class DashboardRoutesTest extends NodeTest {
    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=UTF-8",
        "/dashboard/app.js, application/javascript; charset=UTF-8",
        "/dashboard/lit-html.js, application/javascript; charset=UTF-8",
        "/dashboard/pages/tasks.js, application/javascript; charset=UTF-8",
        "/dashboard/parts/chart.js, application/javascript; charset=UTF-8",
        "/dashboard/theme.css, text/css; charset=UTF-8",
        "/dashboard/icon.svg, image/svg+xml"
    })
    void files_come_with_their_type_and_a_policy_that_lets_nothing_else_in(String path, String type) {
        Answer answer = node.http().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(policy(answer))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .noneMatch(directive -> directive.contains("unsafe") || directive.contains("*"));
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    }

    private static List<String> policy(Answer answer) {
        return Stream.of(answer.header("content-security-policy").split(";"))
                .map(String::strip)
                .toList();
    }

    @Test
    void a_browser_that_has_a_file_is_not_sent_it_again() {
        String tag = node.http().get("/").header("etag");

        Answer again = node.http().send(node.http().request("/").header("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(node.http().get("/dashboard/app.js").header("etag")).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard/nothing.js",
                "/dashboard/pages/",
                "/dashboard/..%2Fopenapi.json",
                "/dashboard/pages/..%2Fapp.js",
                "/dashboard/pages%2Ftasks.js"
            })
    void nothing_but_its_files_is_served(String path) {
        assertProblem(node.http().get(path), 404, "not-found");
    }

    @Test
    void the_page_holds_no_script_and_no_style_of_its_own() {
        String page = node.http().get("/").body();

        assertThat(page).doesNotContain("<style", " style=", "onclick", "http://", "https://");
        assertThat(Arrays.stream(page.split("<script")).skip(1))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(script).matches("(?s)[^>]*src=\"/dashboard/[^>]*></script>.*"));
    }
}
