package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoDatabaseTest {
    private static final Path SHIPPED = Path.of("..", "data", "geo", "iptoasn-country.mmdb");

    @ParameterizedTest
    @CsvSource({"8.8.8.8, US", "2001:4860:4860::8888, US", "193.0.6.139, NL", "::ffff:8.8.8.8, US"})
    void theShippedFileKnowsCountries(String address, String country) throws IOException {
        try (GeoDatabase geo = GeoDatabase.open(SHIPPED)) {
            assertThat(geo.country(IpLiteral.parse(address).orElseThrow())).contains(country);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fe80::1", "224.0.0.1"})
    void privateAddressesAreInNoCountry(String address) throws IOException {
        try (GeoDatabase geo = GeoDatabase.open(SHIPPED)) {
            assertThat(geo.country(IpLiteral.parse(address).orElseThrow())).isEmpty();
        }
    }

    @Test
    void recordsMayBeNested(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("nested.mmdb");
        Files.write(file, MmdbFile.wholeInternet("country", "iso_code", "FR"));

        try (GeoDatabase geo = GeoDatabase.open(file)) {
            assertThat(geo.country(IpLiteral.parse("192.0.2.1").orElseThrow())).contains("FR");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.mmdb"), "not a database");

        assertThatThrownBy(() -> GeoDatabase.open(file))
                .hasMessageStartingWith("Geo database [" + file + "] can't be opened")
                .hasMessageContaining("[router.geo-database]");
    }
}
