package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a node answers to, and the pages of which sites; for one on loopback see {@link HttpFaultsTest}. */
class HostCheckTest {
    private static final String OPEN = "auth.unprotected = \"anybody may do everything\"";

    private static TalkooSettings.Http settings(String http) {
        return TalkooSettings.from(ConfigFactory.parseString("talkoo.http {\n" + http + "\n}"))
                .http();
    }

    private static HostCheck check(String http) {
        return HostCheck.of(settings(http));
    }

    private static HttpRequest request(String host) {
        return HttpRequest.GET("http://" + host + "/").addHeader(RawHeader.create("Host", host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.1.2.3:8080", "[fe80::1]:8080", "talkoo.example.com", "a.nodes.example.org"})
    void a_node_in_the_network_answers_to_addresses_and_to_the_names_it_was_given(String host) {
        HostCheck check = check("host = 0.0.0.0\nallowed-hosts = \"talkoo.example.com,*.nodes.example.org\"\n" + OPEN);

        assertThatNoException().isThrownBy(() -> check.require(request(host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "talkoo.example.com.evil.example", "nodes.example.org", "1.2.3.4.evil.example"})
    void and_to_no_other_name(String host) {
        HostCheck check = check("host = 0.0.0.0\nallowed-hosts = \"talkoo.example.com,*.nodes.example.org\"\n" + OPEN);

        TalkooException refusal = catchThrowableOfType(TalkooException.class, () -> check.require(request(host)));

        assertThat(refusal.type()).isEqualTo(ProblemType.FOREIGN_HOST);
        assertThat(refusal.getMessage()).contains("talkoo.http.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "https://localhost:8080", "https://talkoo.example.com"})
    void its_own_pages_and_those_that_were_named_may_call(String origin) {
        HostCheck check = check("allowed-origins = \"https://talkoo.example.com\"");

        assertThatNoException()
                .isThrownBy(
                        () -> check.require(request("localhost:8080").addHeader(RawHeader.create("Origin", origin))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "http://localhost:3000", "http://localhost", "file://"})
    void pages_of_others_may_not(String origin) {
        HostCheck check = check("allowed-origins = \"https://talkoo.example.com\"");
        HttpRequest request = request("localhost:8080").addHeader(RawHeader.create("Origin", origin));

        TalkooException refusal = catchThrowableOfType(TalkooException.class, () -> check.require(request));

        assertThat(refusal.type()).isEqualTo(ProblemType.FOREIGN_HOST);
    }

    @Test
    void a_name_that_others_reach_needs_authentication_whatever_it_looks_like() {
        TalkooSettings.Http loopback = settings("");
        TalkooSettings.Http http =
                new TalkooSettings.Http("0.0.0.0", 0, loopback.maxBodyBytes(), loopback.security(), loopback.metrics());

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> HostCheck.of(http))
                .withMessageContaining("talkoo.http.auth");
    }
}
