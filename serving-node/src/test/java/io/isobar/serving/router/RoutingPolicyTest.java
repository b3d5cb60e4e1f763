package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingPolicyTest {
    private static final LinkedHashSet<String> KNOWN = new LinkedHashSet<>(List.of("east", "west", "south"));

    private final RoutingPolicy policy = RoutingPolicy.parse(
            KNOWN,
            Map.of("US", "east,west", "fr", "west", "*", "south"),
            Map.of("10.0.0.0/8", "west", "10.1.0.0/16", "east"));

    private RoutingPolicy.Order order(String address, String country) {
        return policy.order(IpLiteral.parse(address).orElseThrow(), Optional.ofNullable(country));
    }

    @Test
    void theCountryDecides() {
        assertThat(order("203.0.113.9", "US"))
                .isEqualTo(new RoutingPolicy.Order("country", List.of("east", "west", "south")));
    }

    @Test
    void dataCentersThatARuleLeavesOutComeLastInTheOrderForEveryone() {
        assertThat(order("203.0.113.9", "FR").dataCenters()).containsExactly("west", "south", "east");
    }

    @Test
    void whoeverHasNoCountryOrNoneWithARuleGetsTheOrderForEveryone() {
        assertThat(order("203.0.113.9", null)).isEqualTo(order("203.0.113.9", "JP"));
        assertThat(order("203.0.113.9", "JP"))
                .isEqualTo(new RoutingPolicy.Order("default", List.of("south", "east", "west")));
    }

    @Test
    void theNarrowestBlockOfAddressesWinsOverTheCountry() {
        assertThat(order("10.1.2.3", "FR").dataCenters()).startsWith("east");
        assertThat(order("10.2.2.3", "US"))
                .isEqualTo(new RoutingPolicy.Order("override", List.of("west", "south", "east")));
    }

    @Test
    void withoutRulesEveryoneGetsTheDataCentersInTheirOrder() {
        RoutingPolicy none = RoutingPolicy.parse(KNOWN, Map.of(), Map.of());

        assertThat(none.order(IpLiteral.parse("1.2.3.4").orElseThrow(), Optional.of("US"))
                        .dataCenters())
                .containsExactly("east", "west", "south");
    }

    @Test
    void aDataCenterThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> RoutingPolicy.parse(KNOWN, Map.of("US", "esat"), Map.of()))
                .hasMessage(
                        "Unknown data center [esat] in rule [US=esat] of [router.countries]: [router.datacenters] has [east, west, south]");
    }
}
