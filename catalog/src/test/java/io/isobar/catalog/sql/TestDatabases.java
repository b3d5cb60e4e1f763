package io.isobar.catalog.sql;

import io.isobar.catalog.config.DatabaseConfig;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases for tests: empty ones in memory, each with a name of its own, gone when the JVM is. */
public final class TestDatabases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** A database that nobody has used. */
    public static DatabaseConfig fresh() {
        String url = "jdbc:h2:mem:test%d;DB_CLOSE_DELAY=-1".formatted(COUNT.incrementAndGet());
        return new DatabaseConfig(url, "isobar", Optional.empty(), 8);
    }
}
