package io.isobar.cli.serve;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DatabaseServer;
import io.isobar.catalog.dc.DcDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An H2 server with one database, whose schema it brings up to date before anyone uses it. {@code <role>} is
 * {@code control-db} or {@code dc-db}.
 *
 * @param directory {@code <role>.directory}: where its files are; no default
 * @param port {@code <role>.port}: 0 takes any that is free
 * @param user {@code <role>.user}: default {@code isobar}
 * @param passwordFile {@code <role>.password-file}: its first line is the password; no default
 */
record DatabaseRole(Kind kind, Path directory, int port, String user, Path passwordFile) {
    private static final String HOST = "127.0.0.1";
    /** The schema's migration holds one while it uses another. */
    private static final int CONNECTIONS = 4;

    /** Which schema it has. */
    enum Kind {
        CONTROL("control-db", "control", 9092),
        DC("dc-db", "dc", 9093);

        private final String role;
        private final String database;
        private final int defaultPort;

        Kind(String role, String database, int defaultPort) {
            this.role = role;
            this.database = database;
            this.defaultPort = defaultPort;
        }
    }

    static DatabaseRole from(Settings settings, Kind kind) {
        return new DatabaseRole(
                kind,
                settings.path(kind.role + ".directory"),
                settings.port(kind.role + ".port", kind.defaultPort),
                settings.text(kind.role + ".user", "isobar"),
                settings.path(kind.role + ".password-file"));
    }

    RunningRole start() throws IOException {
        DatabaseServer server = DatabaseServer.start(directory, port, user, passwordFile, kind.database);
        try {
            migrate(new DatabaseConfig(server.url(kind.database), user, Optional.of(passwordFile), CONNECTIONS));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return new RunningRole(HOST, server.port(), server);
    }

    private void migrate(DatabaseConfig config) throws IOException {
        if (kind == Kind.CONTROL) {
            try (ControlDatabase database = ControlDatabase.open(config)) {
                database.migrate();
            }
        } else {
            try (DcDatabase database = DcDatabase.open(config)) {
                database.migrate();
            }
        }
    }
}
