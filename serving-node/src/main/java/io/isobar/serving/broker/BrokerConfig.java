package io.isobar.serving.broker;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of a broker.
 *
 * @param dc {@code dc.name}: the data center
 * @param host {@code broker.host}: what it listens at and is known by, default {@code 127.0.0.1}
 * @param port {@code broker.port}: default 8082; 0 takes any that is free
 * @param zookeeper {@code dc.zookeeper}: the data center's, {@code host:port,…/chroot}
 * @param database {@code dc.database.*}: the data center's
 * @param tokenKeyFile {@code token.key-file}: lines {@code <kid>:<base64>}, the same in all data centers; the first signs
 * @param maxQueries {@code broker.max-queries}: answered at a time, default 32; more get 429
 * @param queryTimeout {@code broker.query-timeout}: of a query that gives none in its context, default {@code PT5M}
 * @param connectTimeout {@code broker.connect-timeout}: until a historical counts as down, default {@code PT1S}
 * @param maxPartialBytes {@code broker.max-partial-bytes}: of one answer of a historical, default {@code 256m}
 * @param pollInterval {@code broker.poll-interval}: between two looks at the releases of the data center, default
 *     {@code PT0.1S}
 */
public record BrokerConfig(
        String dc,
        String host,
        int port,
        String zookeeper,
        DatabaseConfig database,
        Path tokenKeyFile,
        int maxQueries,
        Duration queryTimeout,
        Duration connectTimeout,
        int maxPartialBytes,
        Duration pollInterval) {
    private static final int DEFAULT_PORT = 8082;
    private static final long DEFAULT_PARTIAL_BYTES = 256L << 20;

    public BrokerConfig {
        if (queryTimeout.isZero() || connectTimeout.isZero() || pollInterval.isZero()) {
            throw new IllegalArgumentException(
                    "[broker.query-timeout], [broker.connect-timeout] and [broker.poll-interval] must be longer than nothing");
        }
        if (maxPartialBytes < 1) {
            throw new IllegalArgumentException(
                    "[broker.max-partial-bytes] is [%d]: give it some".formatted(maxPartialBytes));
        }
    }

    /** Reads the keys named above. */
    public static BrokerConfig from(Settings settings) {
        return new BrokerConfig(
                settings.text("dc.name"),
                settings.text("broker.host", "127.0.0.1"),
                settings.port("broker.port", DEFAULT_PORT),
                settings.text("dc.zookeeper"),
                DatabaseConfig.from(settings, "dc.database"),
                settings.path("token.key-file"),
                settings.integer("broker.max-queries", 32, 1, 10_000),
                settings.duration("broker.query-timeout", Duration.ofMinutes(5)),
                settings.duration("broker.connect-timeout", Duration.ofSeconds(1)),
                (int) Math.min(
                        Integer.MAX_VALUE - 8, settings.bytes("broker.max-partial-bytes", DEFAULT_PARTIAL_BYTES)),
                settings.duration("broker.poll-interval", Duration.ofMillis(100)));
    }
}
