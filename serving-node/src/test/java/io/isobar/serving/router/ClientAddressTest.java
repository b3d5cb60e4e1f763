package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private final ClientAddress addresses =
            new ClientAddress(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:1::/48")));

    private String client(String peer, String... forwardedFor) {
        return addresses.of(address(peer), List.of(forwardedFor)).getHostAddress();
    }

    private static InetAddress address(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }

    @Test
    void withoutProxiesItIsTheOtherEndOfTheSocket() {
        assertThat(client("203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void whatAClientClaimsToForwardIsNotBelieved() {
        assertThat(client("203.0.113.9", "198.51.100.7")).isEqualTo("203.0.113.9");
    }

    @Test
    void aTrustedProxyIsBelieved() {
        assertThat(client("10.1.1.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    }

    @Test
    void theListIsReadFromTheRightSoThatAForgedBeginningDoesNotCount() {
        assertThat(client("10.1.1.1", "8.8.8.8, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client("10.1.1.1", "8.8.8.8", "198.51.100.7, 10.2.2.2")).isEqualTo("198.51.100.7");
        assertThat(client("10.1.1.1", "10.9.9.9, 198.51.100.7, 10.2.2.2")).isEqualTo("198.51.100.7");
    }

    @Test
    void proxiesMaySpeakV6AndWritePorts() {
        assertThat(client("2001:db8:1::5", "[2001:db8:9::1]:4711")).isEqualTo("2001:db8:9:0:0:0:0:1");
        assertThat(client("10.1.1.1", "198.51.100.7:4711")).isEqualTo("198.51.100.7");
        assertThat(client("::ffff:10.1.1.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    }

    @Test
    void ofATrustedChainToTheEndTheFarthestCounts() {
        assertThat(client("10.1.1.1", "10.3.3.3, 10.2.2.2")).isEqualTo("10.3.3.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "_hidden", "localhost", "example.org", "1.2.3", "1.2.3.4.5", "999.1.1.1", "\"x\""
            })
    void whatIsNoAddressEndsTheSearch(String hop) {
        assertThat(client("10.1.1.1", "8.8.8.8, " + hop)).isEqualTo("10.1.1.1");
    }
}
