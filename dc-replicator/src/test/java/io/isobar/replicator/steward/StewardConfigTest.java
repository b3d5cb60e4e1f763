package io.isobar.replicator.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StewardConfigTest {
    private static final Map<String, String> NEEDED = Map.of(
            "dc.name", "east",
            "control.database.url", "jdbc:h2:mem:control",
            "dc.database.url", "jdbc:h2:mem:dc",
            "dc.zookeeper", "zk:2181/east",
            "dc.deep-storage", "file:///deep");

    @Test
    void hasDefaults() {
        assertThat(StewardConfig.from(Settings.of(NEEDED)))
                .isEqualTo(new StewardConfig(
                        "east",
                        database("jdbc:h2:mem:control"),
                        database("jdbc:h2:mem:dc"),
                        "zk:2181/east",
                        URI.create("file:///deep"),
                        "127.0.0.1",
                        8581,
                        List.of(),
                        List.of(),
                        Path.of(System.getProperty("java.io.tmpdir"), "isobar-steward-east"),
                        4,
                        Duration.ofMillis(200),
                        Duration.ofHours(6),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)));
    }

    @Test
    void takesEveryKey() {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put("steward.host", "0.0.0.0");
        keys.put("steward.port", "1");
        keys.put("steward.sources", "file:///home, http://west:8581/isobar/v1");
        keys.put("steward.serve", "file:///home");
        keys.put("steward.scratch-directory", "/scratch");
        keys.put("steward.copy-threads", "2");
        keys.put("steward.poll-interval", "PT1S");
        keys.put("steward.audit-interval", "PT2S");
        keys.put("steward.drain-grace", "PT3S");
        keys.put("steward.stuck-after", "PT4S");
        Settings settings = Settings.of(keys);

        assertThat(StewardConfig.from(settings))
                .isEqualTo(new StewardConfig(
                        "east",
                        database("jdbc:h2:mem:control"),
                        database("jdbc:h2:mem:dc"),
                        "zk:2181/east",
                        URI.create("file:///deep"),
                        "0.0.0.0",
                        1,
                        List.of(URI.create("file:///home"), URI.create("http://west:8581/isobar/v1")),
                        List.of(URI.create("file:///home")),
                        Path.of("/scratch"),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4)));
        settings.refuseUnknown(List.of());
    }

    @Test
    void refusesASourceWithoutAScheme() {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put("steward.sources", "/home");

        assertThatThrownBy(() -> StewardConfig.from(Settings.of(keys)))
                .hasMessage("Key [steward.sources] holds [/home], which names no scheme: write file:///… or http://…");
    }

    @Test
    void refusesANameThatIsNoNameOfADataCenter() {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put("dc.name", "East 1");

        assertThatThrownBy(() -> StewardConfig.from(Settings.of(keys)))
                .hasMessage("dc.name is [East 1]: use lower-case letters, digits and hyphens");
    }

    private static DatabaseConfig database(String url) {
        return new DatabaseConfig(url, "isobar", Optional.empty(), 8);
    }
}
