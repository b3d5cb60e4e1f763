package io.isobar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.serving.broker.BrokerConfig;
import io.isobar.serving.coordinator.CoordinatorConfig;
import io.isobar.serving.historical.HistoricalConfig;
import io.isobar.serving.router.RouterConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigsTest {
    private static final Map<String, String> COMMON = Map.of(
            "dc.name", "east",
            "dc.zookeeper", "zk:2181/east",
            "dc.database.url", "jdbc:h2:mem:x",
            "dc.deep-storage", "file:///deep",
            "token.key-file", "/keys");
    private static final DatabaseConfig DATABASE = new DatabaseConfig("jdbc:h2:mem:x", "isobar", Optional.empty(), 8);

    private static Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(COMMON);
        all.putAll(more);
        return Settings.of(all);
    }

    @Test
    void aHistoricalHasDefaults() {
        assertThat(HistoricalConfig.from(settings(Map.of("historical.cache-directory", "/cache"))))
                .isEqualTo(new HistoricalConfig(
                        "east",
                        "127.0.0.1",
                        8083,
                        "zk:2181/east",
                        URI.create("file:///deep"),
                        Path.of("/cache"),
                        10L << 30,
                        2,
                        Runtime.getRuntime().availableProcessors(),
                        64,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)));
    }

    @Test
    void everySettingOfAHistoricalCanBeChanged() {
        Settings settings = settings(Map.of(
                "historical.host", "0.0.0.0",
                "historical.port", "1",
                "historical.cache-directory", "/cache",
                "historical.cache-bytes", "5m",
                "historical.load-threads", "7",
                "historical.query-threads", "8",
                "historical.max-queries", "9",
                "historical.retry-interval", "PT10S",
                "historical.keep-copies", "PT11S",
                "historical.scrub-interval", "PT12S"));

        assertThat(HistoricalConfig.from(settings))
                .isEqualTo(new HistoricalConfig(
                        "east",
                        "0.0.0.0",
                        1,
                        "zk:2181/east",
                        URI.create("file:///deep"),
                        Path.of("/cache"),
                        5L << 20,
                        7,
                        8,
                        9,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12)));
        settings.refuseUnknown(List.of("dc", "token"));
    }

    @Test
    void aCoordinatorHasDefaults() {
        assertThat(CoordinatorConfig.from(settings(Map.of())))
                .isEqualTo(new CoordinatorConfig(
                        "east",
                        "127.0.0.1",
                        8081,
                        "zk:2181/east",
                        DATABASE,
                        2,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(250),
                        20));
    }

    @Test
    void everySettingOfACoordinatorCanBeChanged() {
        Settings settings = settings(Map.of(
                "coordinator.host", "h",
                "coordinator.port", "1",
                "coordinator.replicas", "3",
                "coordinator.drop-grace", "PT4S",
                "coordinator.lost-after", "PT5S",
                "coordinator.poll-interval", "PT6S",
                "coordinator.max-moves", "7"));

        assertThat(CoordinatorConfig.from(settings))
                .isEqualTo(new CoordinatorConfig(
                        "east",
                        "h",
                        1,
                        "zk:2181/east",
                        DATABASE,
                        3,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        7));
        settings.refuseUnknown(List.of("dc", "token"));
    }

    @Test
    void aBrokerHasDefaults() {
        assertThat(BrokerConfig.from(settings(Map.of())))
                .isEqualTo(new BrokerConfig(
                        "east",
                        "127.0.0.1",
                        8082,
                        "zk:2181/east",
                        DATABASE,
                        Path.of("/keys"),
                        32,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(1),
                        256 << 20,
                        Duration.ofMillis(100)));
    }

    @Test
    void everySettingOfABrokerCanBeChanged() {
        Settings settings = settings(Map.of(
                "broker.host", "h",
                "broker.port", "1",
                "broker.max-queries", "2",
                "broker.query-timeout", "PT3S",
                "broker.connect-timeout", "PT4S",
                "broker.max-partial-bytes", "5k",
                "broker.poll-interval", "PT6S"));

        assertThat(BrokerConfig.from(settings))
                .isEqualTo(new BrokerConfig(
                        "east",
                        "h",
                        1,
                        "zk:2181/east",
                        DATABASE,
                        Path.of("/keys"),
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5 << 10,
                        Duration.ofSeconds(6)));
        settings.refuseUnknown(List.of("dc", "token"));
    }

    @Test
    void aRouterHasDefaults() {
        assertThat(RouterConfig.from(settings(Map.of("router.datacenters", "east=http://e:1,west=http://w:2"))))
                .isEqualTo(new RouterConfig(
                        "east",
                        "127.0.0.1",
                        8888,
                        Map.of("east", URI.create("http://e:1"), "west", URI.create("http://w:2")),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        Path.of("/keys"),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        1 << 20,
                        128));
    }

    @Test
    void everySettingOfARouterCanBeChanged() {
        Map<String, String> all = new HashMap<>();
        all.put("router.host", "h");
        all.put("router.port", "1");
        all.put("router.datacenters", "east=http://e:1");
        all.put("router.countries", "US=east;*=east");
        all.put("router.overrides", "10.0.0.0/8=east");
        all.put("router.geo-database", "/geo");
        all.put("router.trusted-proxies", "10.0.0.1,10.0.0.2");
        all.put("router.poll-interval", "PT2S");
        all.put("router.connect-timeout", "PT3S");
        all.put("router.query-timeout", "PT4S");
        all.put("router.buffer-bytes", "5k");
        all.put("router.max-queries", "6");
        Settings settings = settings(all);

        assertThat(RouterConfig.from(settings))
                .isEqualTo(new RouterConfig(
                        "east",
                        "h",
                        1,
                        Map.of("east", URI.create("http://e:1")),
                        Map.of("US", "east", "*", "east"),
                        Map.of("10.0.0.0/8", "east"),
                        Optional.of(Path.of("/geo")),
                        List.of("10.0.0.1", "10.0.0.2"),
                        Path.of("/keys"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5 << 10,
                        6));
        settings.refuseUnknown(List.of("dc", "token"));
    }

    @Test
    void aBrokerThatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> RouterConfig.from(settings(Map.of("router.datacenters", "east=e:1"))))
                .hasMessage(
                        "Broker [e:1] of data center [east] in [router.datacenters] is no address: write http://host:port");
        assertThatThrownBy(() -> RouterConfig.from(settings(Map.of())))
                .hasMessageStartingWith("[router.datacenters] is empty");
    }
}
