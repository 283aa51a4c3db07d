package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.Scope;
import io.talkoo.http.HttpTester.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route of the table with every kind of credentials: a route that is added is in here too. */
class CredentialsTest extends NodeTest {
    private static final List<Route> ROUTES = OpenApiTest.routes();

    CredentialsTest() {
        super(Map.of("http.auth.keys", TestKeys.forEachScope()));
    }

    static Stream<Route> guarded() {
        return ROUTES.stream().filter(route -> route.scope() != null);
    }

    static Stream<Route> open() {
        return ROUTES.stream().filter(route -> route.scope() == null);
    }

    /** With a path, a query and a body that would all be refused if anybody looked at them. */
    private Answer call(Route route, String key) {
        HttpTester caller = key == null ? http : http.with(key);
        HttpRequest.Builder request = caller.request(route.path().replaceAll("\\{.*?}", "x") + "?nonsense=1");
        return caller.send(request.method(route.method(), BodyPublishers.ofString("nonsense")));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void without_a_key_every_route_is_401(Route route) {
        Answer answer = call(route, null);

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void with_a_wrong_key_every_route_is_401(Route route) {
        Answer answer = call(route, TestKeys.without(null) + "x");

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
        assertThat(answer.body()).doesNotContain("tk_test");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void with_a_key_that_lacks_its_scope_every_route_is_403_before_anything_else_is_looked_at(Route route) {
        Answer answer = call(route, TestKeys.without(route.scope()));

        assertProblem(answer, 403, "forbidden");
        assertThat(answer.body()).contains(route.scope().toString());
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void with_its_scope_every_route_looks_at_the_rest(Route route) {
        Scope other = route.scope() == Scope.READ ? Scope.SUBMIT : Scope.READ;

        assertThat(call(route, TestKeys.without(other)).status()).isIn(400, 404, 409, 415, 422);
    }

    @ParameterizedTest
    @MethodSource("open")
    void what_is_open_needs_no_key(Route route) {
        assertThat(ROUTES.stream().filter(one -> one.scope() == null).map(Route::path))
                .containsExactlyInAnyOrder("/", "/health/live", "/health/ready", "/login", "/logout", "/session");
        assertThat(call(route, null).status()).isEqualTo(400);
    }
}
