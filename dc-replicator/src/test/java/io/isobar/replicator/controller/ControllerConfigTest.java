package io.isobar.replicator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControllerConfigTest {
    private static final Map<String, String> NEEDED =
            Map.of("control.database.url", "jdbc:h2:mem:x", "control.zookeeper", "zk:2181/control");
    private static final DatabaseConfig DATABASE = new DatabaseConfig("jdbc:h2:mem:x", "isobar", Optional.empty(), 8);

    @Test
    void hasDefaults() {
        assertThat(ControllerConfig.from(Settings.of(NEEDED)))
                .isEqualTo(new ControllerConfig(
                        DATABASE, "zk:2181/control", "127.0.0.1", 8580, Duration.ofMillis(200), List.of()));
    }

    @Test
    void takesEveryKey() {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put("controller.host", "0.0.0.0");
        keys.put("controller.port", "1");
        keys.put("controller.poll-interval", "PT3S");
        keys.put("controller.datacenters", "east, west");
        Settings settings = Settings.of(keys);

        assertThat(ControllerConfig.from(settings))
                .isEqualTo(new ControllerConfig(
                        DATABASE, "zk:2181/control", "0.0.0.0", 1, Duration.ofSeconds(3), List.of("east", "west")));
        settings.refuseUnknown(List.of());
    }

    @Test
    void refusesAPollIntervalOfNothing() {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put("controller.poll-interval", "PT0S");

        assertThatThrownBy(() -> ControllerConfig.from(Settings.of(keys)))
                .hasMessage("controller.poll-interval is zero: give a duration such as PT0.2S");
    }
}
