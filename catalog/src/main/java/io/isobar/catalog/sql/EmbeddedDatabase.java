package io.isobar.catalog.sql;

import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a database file of H2 open in this process, made if it isn't there, until it is closed. */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final Connection keeper;

    private EmbeddedDatabase(Connection keeper) {
        this.keeper = keeper;
    }

    /** Opens the file with the settings that clients of {@link SqlDatabase} come with. */
    public static EmbeddedDatabase open(DatabaseConfig config) throws IOException {
        try {
            return new EmbeddedDatabase(DriverManager.getConnection(
                    Dialect.of(config.url()).complete(config.url()), config.user(), config.password()));
        } catch (SQLException e) {
            throw new IOException(
                    "Can't open the database [%s] as user [%s]: %s"
                            .formatted(config.url(), config.user(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException e) {
            log.warn("Closing a database failed; it is checked when it is opened next", e);
        }
    }
}
