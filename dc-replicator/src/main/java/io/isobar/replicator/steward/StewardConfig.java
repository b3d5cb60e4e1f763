package io.isobar.replicator.steward;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a steward runs.
 *
 * @param dc {@code dc.name}: the data center that it cares for; no default
 * @param controlDatabase {@code control.database.*}
 * @param dcDatabase {@code dc.database.*}
 * @param zookeeper {@code dc.zookeeper}: the data center's, with chroot; no default
 * @param deepStorage {@code dc.deep-storage}: URI of the data center's deep storage; no default
 * @param host {@code steward.host}: where it serves segments to peers, default {@code 127.0.0.1}
 * @param port {@code steward.port}: default 8581
 * @param sources {@code steward.sources}: URIs of stores to pull from, best first: the home's, peers' stewards
 * @param serve {@code steward.serve}: URIs of stores that it serves to peers besides its deep storage
 * @param scratch {@code steward.scratch-directory}: where zips are unpacked to be checked; default a directory named
 *     after the data center beneath the system's one for temporary files
 * @param copyThreads {@code steward.copy-threads}: segments pulled or read back at once, default 4
 * @param pollInterval {@code steward.poll-interval}: how often the databases are looked at, default {@code PT0.2S}
 * @param auditInterval {@code steward.audit-interval}: how often all segments of open views are read back, default
 *     {@code PT6H}
 * @param drainGrace {@code steward.drain-grace}: how long a release that is older than the previous head stays open,
 *     default {@code PT1M}
 * @param stuckAfter {@code steward.stuck-after}: loading without progress for so long is reported as stuck, default
 *     {@code PT1M}
 */
public record StewardConfig(
        String dc,
        DatabaseConfig controlDatabase,
        DatabaseConfig dcDatabase,
        String zookeeper,
        URI deepStorage,
        String host,
        int port,
        List<URI> sources,
        List<URI> serve,
        Path scratch,
        int copyThreads,
        Duration pollInterval,
        Duration auditInterval,
        Duration drainGrace,
        Duration stuckAfter) {
    static final int DEFAULT_PORT = 8581;
    static final int DEFAULT_COPY_THREADS = 4;
    static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(200);
    static final Duration DEFAULT_AUDIT_INTERVAL = Duration.ofHours(6);
    static final Duration DEFAULT_DRAIN_GRACE = Duration.ofMinutes(1);
    static final Duration DEFAULT_STUCK_AFTER = Duration.ofMinutes(1);

    /** Copies what could change later. */
    public StewardConfig {
        sources = List.copyOf(sources);
        serve = List.copyOf(serve);
        if (!dc.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "dc.name is [%s]: use lower-case letters, digits and hyphens".formatted(dc));
        }
        if (copyThreads < 1) {
            throw new IllegalArgumentException("steward.copy-threads is [%d]: at least 1".formatted(copyThreads));
        }
        if (pollInterval.isZero()) {
            throw new IllegalArgumentException("steward.poll-interval is zero: give a duration such as PT0.2S");
        }
    }

    /** Reads the keys. */
    public static StewardConfig from(Settings settings) {
        String dc = settings.text("dc.name");
        return new StewardConfig(
                dc,
                DatabaseConfig.from(settings, "control.database"),
                DatabaseConfig.from(settings, "dc.database"),
                settings.text("dc.zookeeper"),
                settings.uri("dc.deep-storage"),
                settings.text("steward.host", "127.0.0.1"),
                settings.port("steward.port", DEFAULT_PORT),
                uris(settings, "steward.sources"),
                uris(settings, "steward.serve"),
                settings.optionalPath("steward.scratch-directory")
                        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "isobar-steward-" + dc)),
                settings.integer("steward.copy-threads", DEFAULT_COPY_THREADS, 1, 256),
                settings.duration("steward.poll-interval", DEFAULT_POLL_INTERVAL),
                settings.duration("steward.audit-interval", DEFAULT_AUDIT_INTERVAL),
                settings.duration("steward.drain-grace", DEFAULT_DRAIN_GRACE),
                settings.duration("steward.stuck-after", DEFAULT_STUCK_AFTER));
    }

    private static List<URI> uris(Settings settings, String key) {
        return settings.list(key).stream()
                .map(text -> {
                    URI uri = URI.create(text);
                    if (!uri.isAbsolute()) {
                        throw new IllegalArgumentException(
                                "Key [%s] holds [%s], which names no scheme: write file:///… or http://…"
                                        .formatted(key, text));
                    }
                    return uri;
                })
                .toList();
    }
}
