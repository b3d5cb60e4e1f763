package io.isobar.serving.coordinator;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.time.Duration;

/**
 * Settings of a coordinator.
 *
 * @param dc {@code dc.name}: the data center
 * @param host {@code coordinator.host}: what it listens at and is known by, default {@code 127.0.0.1}
 * @param port {@code coordinator.port}: default 8081; 0 takes any that is free
 * @param zookeeper {@code dc.zookeeper}: the data center's, {@code host:port,…/chroot}
 * @param database {@code dc.database.*}: the data center's
 * @param replicas {@code coordinator.replicas}: historicals that hold each segment, or all if there are fewer, default 2
 * @param dropGrace {@code coordinator.drop-grace}: how long a segment is still held once no open release has it,
 *     default {@code PT1M}; longer than any query takes
 * @param lostAfter {@code coordinator.lost-after}: how long a historical may be away before others get its segments,
 *     default {@code PT10S}
 * @param pollInterval {@code coordinator.poll-interval}: between two looks at releases and historicals, default {@code
 *     PT0.25S}
 * @param maxMoves {@code coordinator.max-moves}: segments that move at a time to even out bytes, default 20
 */
public record CoordinatorConfig(
        String dc,
        String host,
        int port,
        String zookeeper,
        DatabaseConfig database,
        int replicas,
        Duration dropGrace,
        Duration lostAfter,
        Duration pollInterval,
        int maxMoves) {
    private static final int DEFAULT_PORT = 8081;
    private static final int DEFAULT_MOVES = 20;

    public CoordinatorConfig {
        if (pollInterval.isZero()) {
            throw new IllegalArgumentException("[coordinator.poll-interval] must be longer than nothing");
        }
    }

    /** Reads the keys named above. */
    public static CoordinatorConfig from(Settings settings) {
        return new CoordinatorConfig(
                settings.text("dc.name"),
                settings.text("coordinator.host", "127.0.0.1"),
                settings.port("coordinator.port", DEFAULT_PORT),
                settings.text("dc.zookeeper"),
                DatabaseConfig.from(settings, "dc.database"),
                settings.integer("coordinator.replicas", 2, 1, 100),
                settings.duration("coordinator.drop-grace", Duration.ofMinutes(1)),
                settings.duration("coordinator.lost-after", Duration.ofSeconds(10)),
                settings.duration("coordinator.poll-interval", Duration.ofMillis(250)),
                settings.integer("coordinator.max-moves", DEFAULT_MOVES, 1, 10_000));
    }
}
