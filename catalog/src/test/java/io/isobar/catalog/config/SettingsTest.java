package io.isobar.catalog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path directory;

    @Test
    void readsEachKindOfValue() throws Exception {
        Path file = Files.writeString(directory.resolve("node.properties"), """
                dc.name = east
                dc.deep-storage = hdfs://name:8020/isobar
                historical.port = 8083
                historical.cache-bytes = 2g
                historical.cache-directory = var/cache
                coordinator.drop-grace = PT90S
                console.public = true
                steward.sources = file:///a, http://peer:1/x ,
                router.countries = US=east,west;FR=west,east;*=east,west
                """);
        Settings settings = Settings.load(file);

        assertThat(settings.text("dc.name")).isEqualTo("east");
        assertThat(settings.uri("dc.deep-storage")).isEqualTo(URI.create("hdfs://name:8020/isobar"));
        assertThat(settings.port("historical.port", 0)).isEqualTo(8083);
        assertThat(settings.bytes("historical.cache-bytes", 0)).isEqualTo(2L << 30);
        assertThat(settings.path("historical.cache-directory")).isEqualTo(Path.of("var/cache"));
        assertThat(settings.duration("coordinator.drop-grace", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.flag("console.public", false)).isTrue();
        assertThat(settings.list("steward.sources")).containsExactly("file:///a", "http://peer:1/x");
        assertThat(settings.map("router.countries", ";"))
                .containsExactly(
                        Map.entry("US", "east,west"), Map.entry("FR", "west,east"), Map.entry("*", "east,west"));
        settings.refuseUnknown(Set.of());
    }

    @Test
    void hasDefaultsForWhatIsNotThereOrBlank() {
        Settings settings = Settings.of(Map.of("a.blank", " "));

        assertThat(settings.text("a.blank", "x")).isEqualTo("x");
        assertThat(settings.integer("a.count", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.bytes("a.bytes", 5)).isEqualTo(5);
        assertThat(settings.duration("a.time", Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
        assertThat(settings.flag("a.flag", true)).isTrue();
        assertThat(settings.list("a.list")).isEqualTo(List.of());
        assertThat(settings.optionalUri("a.uri")).isEmpty();
        assertThat(settings.optionalPath("a.path")).isEmpty();
        assertThatThrownBy(() -> settings.text("a.name"))
                .hasMessage("Missing key [a.name] in [given properties]: it has no default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count | many | Key [a.count] in [given properties] is [many]: must be a whole number",
                "count | 99 | Key [a.count] in [given properties] is [99]: must be between [1] and [9]",
                "bytes | 5x | Key [a.bytes] in [given properties] is [5x]: must be a number of bytes such as 512m",
                "bytes | -1k | Key [a.bytes] in [given properties] is [-1k]: must be a number of bytes such as 512m",
                "bytes | 9999999999g | Key [a.bytes] in [given properties] is [9999999999g]: must be a number of bytes such as 512m",
                "time | 30 | Key [a.time] in [given properties] is [30]: must be a duration such as PT30S",
                "time | -PT1S | Key [a.time] in [given properties] is [-PT1S]: must be a duration such as PT30S",
                "flag | yes | Key [a.flag] in [given properties] is [yes]: must be true or false",
                "uri | some/dir | Key [a.uri] in [given properties] is [some/dir]: must be a URI with a scheme",
                "map | US | Entry [US] of key [a.map] in [given properties] must be name=value, each name once",
                "map | a=1;a=2 | Entry [a=2] of key [a.map] in [given properties] must be name=value, each name once"
            })
    void saysWhatIsWrongWithAValueAndWhere(String kind, String value, String message) {
        Settings settings = Settings.of(Map.of("a." + kind, value));

        assertThatThrownBy(() -> {
                    settings.integer("a.count", 1, 1, 9);
                    settings.bytes("a.bytes", 1);
                    settings.duration("a.time", Duration.ZERO);
                    settings.flag("a.flag", true);
                    settings.optionalUri("a.uri");
                    settings.map("a.map", ";");
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAKeyThatNobodyAsksForAndNamesTheNearest() {
        Settings settings = Settings.of(Map.of("historical.cache-byte", "1g", "router.port", "1"));
        settings.bytes("historical.cache-bytes", 1);
        settings.text("historical.cache-directory", "");

        assertThatThrownBy(() -> settings.refuseUnknown(Set.of("router")))
                .hasMessage("Unknown key [historical.cache-byte] in [given properties]:"
                        + " did you mean [historical.cache-bytes]?");
        assertThatThrownBy(() -> settings.refuseUnknown(Set.of("historical")))
                .hasMessage("Unknown key [router.port] in [given properties]: remove it");
        settings.refuseUnknown(Set.of("historical", "router"));
    }

    @Test
    void readsAPasswordFromAFileOnlyAndTellsItToNobody() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\nsecond line\n");
        DatabaseConfig config = DatabaseConfig.from(
                Settings.of(Map.of(
                        "control.database.url", "jdbc:mysql://db/isobar",
                        "control.database.user", "steward",
                        "control.database.password-file", file.toString(),
                        "control.database.connections", "3")),
                "control.database");

        assertThat(config.user()).isEqualTo("steward");
        assertThat(config.connections()).isEqualTo(3);
        assertThat(config.password()).isEqualTo("s3cret");
        assertThat(config.toString()).doesNotContain("s3cret");
        DatabaseConfig defaults =
                DatabaseConfig.from(Settings.of(Map.of("dc.database.url", "jdbc:h2:mem:x")), "dc.database");
        assertThat(defaults.user()).isEqualTo("isobar");
        assertThat(defaults.connections()).isEqualTo(8);
        assertThat(defaults.password()).isEmpty();
    }
}
