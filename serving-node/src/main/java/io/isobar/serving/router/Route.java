package io.isobar.serving.router;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a query goes, and what spoke against going elsewhere: what {@code X-Isobar-Route} tells. Used by one thread. */
final class Route {
    /** A header must stay well below the limit of the server, whatever a data center says. */
    private static final int MAX_REASON = 200;

    private final InetAddress client;
    private final Optional<String> country;
    private final RoutingPolicy.Order order;
    private final List<String> passedOver = new ArrayList<>();

    Route(InetAddress client, Optional<String> country, RoutingPolicy.Order order) {
        this.client = client;
        this.country = country;
        this.order = order;
    }

    InetAddress client() {
        return client;
    }

    Optional<String> country() {
        return country;
    }

    RoutingPolicy.Order order() {
        return order;
    }

    /** Notes why {@code dataCenter} doesn't answer; of a long reason the beginning. */
    void passedOver(String dataCenter, String why) {
        String shortened = why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON) + "...";
        passedOver.add(dataCenter + ": " + shortened.replace('"', '\''));
    }

    List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    /** One line of printable ASCII. */
    String text(String chosen) {
        StringBuilder text = new StringBuilder();
        text.append("client=").append(client.getHostAddress());
        text.append(" country=").append(country.orElse("-"));
        text.append(" rule=").append(order.rule());
        text.append(" order=").append(String.join(">", order.dataCenters()));
        text.append(" chosen=").append(chosen);
        if (!passedOver.isEmpty()) {
            text.append(" why=\"").append(String.join("; ", passedOver)).append('"');
        }
        return text.toString().replaceAll("[^ -~]", "?");
    }
}
