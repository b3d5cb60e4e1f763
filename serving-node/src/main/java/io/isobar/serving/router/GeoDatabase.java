package io.isobar.serving.router;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The country of an address, from a file in MaxMind's format: with flat records ({@code country_code}) or nested ones
 * ({@code country.iso_code}). Mapped into memory; what was decoded lately is kept. Thread-safe.
 */
final class GeoDatabase implements Closeable {
    private final Path file;
    private final Reader reader;

    private GeoDatabase(Path file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    static GeoDatabase open(Path file) throws IOException {
        try {
            return new GeoDatabase(file, new Reader(file.toFile(), new CHMCache()));
        } catch (IOException e) {
            throw new IOException(
                    "Geo database [%s] can't be opened (%s): set [router.geo-database] to a country file in mmdb format"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** The ISO code of the country that {@code address} is in; empty if the file doesn't know. */
    Optional<String> country(InetAddress address) throws IOException {
        Map<?, ?> answer = reader.get(address, Map.class);
        if (answer == null) {
            return Optional.empty();
        }
        Object code = answer.get("country_code");
        if (code == null && answer.get("country") instanceof Map<?, ?> country) {
            code = country.get("iso_code");
        }
        return Optional.ofNullable(code).map(Object::toString).filter(text -> !text.isEmpty());
    }

    Path file() {
        return file;
    }

    /** When the file was made. */
    Instant builtAt() {
        return reader.getMetadata().buildTime();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
