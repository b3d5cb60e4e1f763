package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {
    private final Route route = new Route(
            IpLiteral.parse("192.0.2.1").orElseThrow(),
            Optional.empty(),
            new RoutingPolicy.Order("default", List.of("east", "west")));

    @Test
    void fitsIntoAHeaderWhateverADataCenterSays() {
        route.passedOver("east", "said \"no\"\r\nSet-Cookie: é" + "x".repeat(10_000));

        assertThat(route.text("west"))
                .startsWith(
                        "client=192.0.2.1 country=- rule=default order=east>west chosen=west why=\"east: said 'no'??Set-Cookie: ?xxx")
                .endsWith("x...\"")
                .hasSizeLessThan(400);
    }
}
