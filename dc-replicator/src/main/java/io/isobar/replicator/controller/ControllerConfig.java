package io.isobar.replicator.controller;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How a controller runs.
 *
 * @param database {@code control.database.*}: the control database
 * @param zookeeper {@code control.zookeeper}: connect string with chroot, for the election; no default
 * @param host {@code controller.host}: where the console listens, default {@code 127.0.0.1}
 * @param port {@code controller.port}: default 8580
 * @param pollInterval {@code controller.poll-interval}: how often the control database is looked at, default {@code PT0.2S}
 * @param datacenters {@code controller.datacenters}: nothing is published before each of these has registered; default
 *     none, which takes those that have registered for all there are
 */
public record ControllerConfig(
        DatabaseConfig database,
        String zookeeper,
        String host,
        int port,
        Duration pollInterval,
        List<String> datacenters) {
    static final int DEFAULT_PORT = 8580;
    static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(200);

    /** Copies what could change later. */
    public ControllerConfig {
        datacenters = List.copyOf(datacenters);
        if (pollInterval.isZero()) {
            throw new IllegalArgumentException("controller.poll-interval is zero: give a duration such as PT0.2S");
        }
    }

    /** Reads the keys. */
    public static ControllerConfig from(Settings settings) {
        return new ControllerConfig(
                DatabaseConfig.from(settings, "control.database"),
                settings.text("control.zookeeper"),
                settings.text("controller.host", "127.0.0.1"),
                settings.port("controller.port", DEFAULT_PORT),
                settings.duration("controller.poll-interval", DEFAULT_POLL_INTERVAL),
                settings.list("controller.datacenters"));
    }
}
