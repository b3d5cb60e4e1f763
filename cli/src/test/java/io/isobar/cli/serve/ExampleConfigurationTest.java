package io.isobar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleConfigurationTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern COMMENTED_KEY = Pattern.compile("# ([a-z-]+(?:\\.[a-z-]+)+) = (.+)");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "control.properties; control-db,zookeeper,controller",
                "datacenter.properties; dc-db,steward,coordinator,broker,router",
                "historical.properties; historical"
            })
    void everyKeyOfAnExampleIsRead(String file, String roles) throws IOException {
        Set<Role> wanted = Arrays.stream(roles.split(","))
                .map(name -> Role.of(name).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));

        assertThat(ServeCommand.prepare(wanted, Settings.load(CONF.resolve(file))))
                .containsOnlyKeys(wanted);
        assertThat(ServeCommand.prepare(wanted, withCommentedKeys(CONF.resolve(file))))
                .containsOnlyKeys(wanted);
    }

    @Test
    void theDatabasesHaveDefaultsAndEveryKeyCanBeChanged() {
        Map<String, String> least = Map.of("control-db.directory", "d", "control-db.password-file", "p");
        assertThat(DatabaseRole.from(Settings.of(least), DatabaseRole.Kind.CONTROL))
                .isEqualTo(new DatabaseRole(DatabaseRole.Kind.CONTROL, Path.of("d"), 9092, "isobar", Path.of("p")));

        Map<String, String> all =
                Map.of("dc-db.directory", "e", "dc-db.password-file", "q", "dc-db.port", "0", "dc-db.user", "me");
        assertThat(DatabaseRole.from(Settings.of(all), DatabaseRole.Kind.DC))
                .isEqualTo(new DatabaseRole(DatabaseRole.Kind.DC, Path.of("e"), 0, "me", Path.of("q")));
    }

    @Test
    void zookeeperHasADefaultPortAndEveryKeyCanBeChanged() {
        assertThat(ZooKeeperRole.from(Settings.of(Map.of("zookeeper.directory", "d"))))
                .isEqualTo(new ZooKeeperRole(Path.of("d"), 2181));
        assertThat(ZooKeeperRole.from(Settings.of(Map.of("zookeeper.directory", "e", "zookeeper.port", "0"))))
                .isEqualTo(new ZooKeeperRole(Path.of("e"), 0));
    }

    /** An example that is commented out must be right as well; it goes before the real keys, which win. */
    private static Settings withCommentedKeys(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Properties properties = new Properties();
        for (String line : lines) {
            Matcher commented = COMMENTED_KEY.matcher(line);
            if (commented.matches()) {
                properties.setProperty(commented.group(1), commented.group(2));
            }
        }
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Settings.of(properties);
    }
}
