package io.isobar.serving.historical;

import io.isobar.catalog.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of a historical.
 *
 * @param dc {@code dc.name}: the data center
 * @param host {@code historical.host}: what it listens at and is known by, default {@code 127.0.0.1}
 * @param port {@code historical.port}: default 8083; 0 takes any that is free
 * @param zookeeper {@code dc.zookeeper}: the data center's, {@code host:port,…/chroot}
 * @param deepStorage {@code dc.deep-storage}: where the data center's segments are
 * @param cacheDirectory {@code historical.cache-directory}: for copies of segments; one historical each
 * @param cacheBytes {@code historical.cache-bytes}: what it may be given to hold, default {@code 10g}
 * @param loadThreads {@code historical.load-threads}: copies fetched and checked at a time, default 2
 * @param queryThreads {@code historical.query-threads}: segments worked on at a time, default one for each processor
 * @param maxQueries {@code historical.max-queries}: answered at a time, default 64; more get 429
 * @param retryInterval {@code historical.retry-interval}: until what could not be loaded is tried again, default
 *     {@code PT2S}
 * @param keepCopies {@code historical.keep-copies}: how long a copy that isn't assigned any more stays in the cache, in
 *     case it is assigned again, default {@code PT1M}
 * @param scrubInterval {@code historical.scrub-interval}: between two readings of all copies, default {@code PT1H}
 */
public record HistoricalConfig(
        String dc,
        String host,
        int port,
        String zookeeper,
        URI deepStorage,
        Path cacheDirectory,
        long cacheBytes,
        int loadThreads,
        int queryThreads,
        int maxQueries,
        Duration retryInterval,
        Duration keepCopies,
        Duration scrubInterval) {
    private static final int DEFAULT_PORT = 8083;
    private static final long DEFAULT_CACHE_BYTES = 10L << 30;

    public HistoricalConfig {
        if (cacheBytes < 1) {
            throw new IllegalArgumentException("[historical.cache-bytes] is [%d]: give it some".formatted(cacheBytes));
        }
        if (retryInterval.isZero() || scrubInterval.isZero()) {
            throw new IllegalArgumentException(
                    "[historical.retry-interval] and [historical.scrub-interval] must be longer than nothing");
        }
    }

    /** Reads the keys named above. */
    public static HistoricalConfig from(Settings settings) {
        return new HistoricalConfig(
                settings.text("dc.name"),
                settings.text("historical.host", "127.0.0.1"),
                settings.port("historical.port", DEFAULT_PORT),
                settings.text("dc.zookeeper"),
                settings.uri("dc.deep-storage"),
                settings.path("historical.cache-directory"),
                settings.bytes("historical.cache-bytes", DEFAULT_CACHE_BYTES),
                settings.integer("historical.load-threads", 2, 1, 64),
                settings.integer(
                        "historical.query-threads", Runtime.getRuntime().availableProcessors(), 1, 1024),
                settings.integer("historical.max-queries", 64, 1, 10_000),
                settings.duration("historical.retry-interval", Duration.ofSeconds(2)),
                settings.duration("historical.keep-copies", Duration.ofMinutes(1)),
                settings.duration("historical.scrub-interval", Duration.ofHours(1)));
    }
}
