package io.isobar.serving.router;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who a client is and where it should go. Thread-safe. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final ClientAddress addresses;
    private final @Nullable GeoDatabase countries;
    private final RoutingPolicy policy;

    Routes(ClientAddress addresses, @Nullable GeoDatabase countries, RoutingPolicy policy) {
        this.addresses = addresses;
        this.countries = countries;
        this.policy = policy;
    }

    /** For a request that came from {@code peer}. */
    Route of(InetAddress peer, List<String> forwardedFor) {
        return of(addresses.of(peer, forwardedFor));
    }

    /** For a client at that address. */
    Route of(InetAddress client) {
        Optional<String> country = country(client);
        return new Route(client, country, policy.order(client, country));
    }

    private Optional<String> country(InetAddress client) {
        if (countries == null) {
            return Optional.empty();
        }
        try {
            return countries.country(client);
        } catch (IOException e) {
            // The country is a preference: without it the client gets the order for everyone.
            LOG.warn("Geo database [{}] can't tell the country of [{}]", countries.file(), client, e);
            return Optional.empty();
        }
    }
}
