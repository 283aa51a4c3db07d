package io.talkoo.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private static final TalkooSettings.Webhooks SETTINGS = TalkooSettings.defaults()
            .with("webhooks.secret", "0123456789abcdef")
            .with("webhooks.allowed-hosts", "hooks.example.com,*.example.org")
            .with("webhooks.private-hosts", "inside.example.net,[::1]")
            .webhooks();

    private static Hosts resolvingTo(String... addresses) {
        return new Hosts(SETTINGS, host -> {
            InetAddress[] all = new InetAddress[addresses.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(addresses[i]);
            }
            return all;
        });
    }

    @Test
    void an_allowed_host_has_the_address_that_was_looked_at() throws UnknownHostException {
        assertThat(resolvingTo("93.184.215.14")
                        .resolve("hooks.example.com", 443)
                        .getAddress()
                        .getHostAddress())
                .isEqualTo("93.184.215.14");
        assertThat(resolvingTo("2606:4700::6810:84e5")
                        .resolve("A.b.Example.org", 80)
                        .getPort())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "example.org", "evil-example.org", "hooks.example.com.evil.net", "127.0.0.1"})
    void a_host_that_is_not_listed_is_refused(String host) {
        assertThatThrownBy(() -> resolvingTo("93.184.215.14").resolve(host, 80))
                .isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "100::1"
            })
    void an_address_that_is_not_public_is_refused(String address) {
        assertThatThrownBy(() -> resolvingTo(address).resolve("hooks.example.com", 80))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("not public");
        assertThatThrownBy(() -> resolvingTo("93.184.215.14", address).resolve("hooks.example.com", 80))
                .isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "11.0.0.1", "2606:4700::1", "2a00::1"})
    void a_public_address_is_not(String address) throws UnknownHostException {
        assertThat(resolvingTo(address).resolve("hooks.example.com", 80)).isNotNull();
    }

    @Test
    void a_host_may_be_private_where_the_settings_say_so() throws UnknownHostException {
        assertThat(resolvingTo("10.0.0.1").resolve("inside.example.net", 80)).isNotNull();
        assertThat(resolvingTo("::1").resolve("::1", 80)).isNotNull();
    }
}
