package io.isobar.serving.router;

import io.isobar.catalog.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a router.
 *
 * @param dc {@code dc.name}: the data center that it runs in; it gets no preference
 * @param host {@code router.host}: what it listens at, default {@code 127.0.0.1}
 * @param port {@code router.port}: default 8888; 0 takes any that is free
 * @param dataCenters {@code router.datacenters}: brokers by data center, {@code east=http://…,west=http://…}; no default
 * @param countries {@code router.countries}: who goes where, {@code US=east,west;FR=west,east;*=east,west}; default: all
 *     in the order of {@code router.datacenters}
 * @param overrides {@code router.overrides}: the same for blocks of addresses, {@code 10.1.0.0/16=west}; default none
 * @param geoDatabase {@code router.geo-database}: file in mmdb format that tells countries; none: nobody has a country
 * @param trustedProxies {@code router.trusted-proxies}: blocks of addresses whose {@code X-Forwarded-For} is believed;
 *     default none
 * @param tokenKeyFile {@code token.key-file}: lines {@code <kid>:<base64>}, the same in all data centers
 * @param pollInterval {@code router.poll-interval}: between two looks at each data center, default {@code PT0.5S}
 * @param connectTimeout {@code router.connect-timeout}: until a broker counts as down, default {@code PT1S}
 * @param queryTimeout {@code router.query-timeout}: of a query in all, default {@code PT5M}
 * @param bufferBytes {@code router.buffer-bytes}: of an answer that can still be replaced by another data center's,
 *     default {@code 1m}
 * @param maxQueries {@code router.max-queries}: passed on at a time, default 128; more get 429
 */
public record RouterConfig(
        String dc,
        String host,
        int port,
        Map<String, URI> dataCenters,
        Map<String, String> countries,
        Map<String, String> overrides,
        Optional<Path> geoDatabase,
        List<String> trustedProxies,
        Path tokenKeyFile,
        Duration pollInterval,
        Duration connectTimeout,
        Duration queryTimeout,
        int bufferBytes,
        int maxQueries) {
    private static final int DEFAULT_PORT = 8888;
    private static final int MAX_BUFFER_BYTES = 1 << 30;

    public RouterConfig {
        dataCenters = Collections.unmodifiableMap(new LinkedHashMap<>(dataCenters));
        countries = Collections.unmodifiableMap(new LinkedHashMap<>(countries));
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
        trustedProxies = List.copyOf(trustedProxies);
        if (dataCenters.isEmpty()) {
            throw new IllegalArgumentException(
                    "[router.datacenters] is empty: name the broker of one data center at least, as east=http://host:port");
        }
        if (pollInterval.isZero() || connectTimeout.isZero() || queryTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "[router.poll-interval], [router.connect-timeout] and [router.query-timeout] must be longer than nothing");
        }
    }

    /** Reads the keys named above. */
    public static RouterConfig from(Settings settings) {
        Map<String, URI> dataCenters = new LinkedHashMap<>();
        settings.map("router.datacenters", ",").forEach((name, uri) -> dataCenters.put(name, broker(name, uri)));
        return new RouterConfig(
                settings.text("dc.name"),
                settings.text("router.host", "127.0.0.1"),
                settings.port("router.port", DEFAULT_PORT),
                dataCenters,
                settings.map("router.countries", ";"),
                settings.map("router.overrides", ";"),
                settings.optionalPath("router.geo-database"),
                settings.list("router.trusted-proxies"),
                settings.path("token.key-file"),
                settings.duration("router.poll-interval", Duration.ofMillis(500)),
                settings.duration("router.connect-timeout", Duration.ofSeconds(1)),
                settings.duration("router.query-timeout", Duration.ofMinutes(5)),
                (int) Math.min(MAX_BUFFER_BYTES, settings.bytes("router.buffer-bytes", 1 << 20)),
                settings.integer("router.max-queries", 128, 1, 10_000));
    }

    private static URI broker(String name, String text) {
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Broker [%s] of data center [%s] in [router.datacenters] is no address: write http://host:port"
                            .formatted(text, name),
                    e);
        }
        throw new IllegalArgumentException(
                "Broker [%s] of data center [%s] in [router.datacenters] is no address: write http://host:port"
                        .formatted(text, name));
    }
}
