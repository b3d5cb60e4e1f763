package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/31, 10.1.2.2, true",
        "10.1.2.3/31, 10.1.2.4, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "203.0.113.0/25, 203.0.113.127, true",
        "203.0.113.0/25, 203.0.113.128, false"
    })
    void aBlockHoldsWhatBeginsLikeIt(String block, String address, boolean holds) {
        assertThat(Cidr.parse(block).contains(IpLiteral.parse(address).orElseThrow()))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "ten", "2001:db8::/129", "10.0.0/8"})
    void whatIsNoBlockIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).hasMessageStartingWith("Invalid block of addresses [" + text + "]");
    }

    @Test
    void namesAreNeverLookedUp() {
        assertThat(IpLiteral.parse("localhost")).isEmpty();
        assertThat(IpLiteral.parse("abc")).isEmpty();
        assertThat(IpLiteral.parse("::ffff:192.0.2.1").orElseThrow().getHostAddress())
                .isEqualTo("192.0.2.1");
        assertThat(IpLiteral.parse("[::1]").orElseThrow().isLoopbackAddress()).isTrue();
        assertThat(IpLiteral.parse("[::1").isPresent()).isFalse();
        assertThat(IpLiteral.parse("1.2.3.4:x")).isEmpty();
    }
}
