package io.isobar.catalog.dc;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 server in this process: databases in a directory, for other processes by TCP on localhost, with a password. An H2
 * file opens in one process only; this is that process. Enough for one machine; in production MySQL or MariaDB stand in
 * its place.
 */
public final class DatabaseServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseServer.class);

    private static final String HOST = "127.0.0.1";
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    static {
        // H2 reads it when its first class loads. Without it the server would listen on every address, though it would
        // still turn away whoever doesn't come from this machine.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", HOST);
        }
    }

    private final Server server;
    private final List<EmbeddedDatabase> databases;

    private DatabaseServer(Server server, List<EmbeddedDatabase> databases) {
        this.server = server;
        this.databases = databases;
    }

    /**
     * Starts, and makes the databases that aren't there yet. Clients can't make any.
     *
     * @param directory holds one file for each database
     * @param port 0: any free one
     * @param user owns all databases
     * @param passwordFile its first line is the user's password, which must not be empty
     * @param databases their names
     */
    public static DatabaseServer start(Path directory, int port, String user, Path passwordFile, String... databases)
            throws IOException {
        Path home = Files.createDirectories(directory).toAbsolutePath().normalize();
        if (new DatabaseConfig("jdbc:h2:", user, Optional.of(passwordFile), 1)
                .password()
                .isEmpty()) {
            throw new IOException("Password file [%s] is empty: write a password into it".formatted(passwordFile));
        }
        List<EmbeddedDatabase> open = new ArrayList<>();
        try {
            for (String database : databases) {
                requireName(database);
                String url = "jdbc:h2:file:" + home.resolve(database);
                open.add(EmbeddedDatabase.open(new DatabaseConfig(url, user, Optional.of(passwordFile), 1)));
            }
            Server server = Server.createTcpServer(
                            "-tcpPort", String.valueOf(port), "-baseDir", home.toString(), "-tcpDaemon", "-ifExists")
                    .start();
            log.info("Serving the databases {} of [{}] on [{}:{}]", databases, home, HOST, server.getPort());
            return new DatabaseServer(server, open);
        } catch (SQLException e) {
            open.forEach(EmbeddedDatabase::close);
            throw new IOException(
                    "Can't serve the databases of [%s] on port [%d]: is the port free?".formatted(home, port), e);
        } catch (IOException | RuntimeException e) {
            open.forEach(EmbeddedDatabase::close);
            throw e;
        }
    }

    private static void requireName(String database) {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "Invalid database [%s]: must be lower case letters, digits and _".formatted(database));
        }
    }

    /** The port. */
    public int port() {
        return server.getPort();
    }

    /** The JDBC URL of one of its databases. */
    public String url(String database) {
        return "jdbc:h2:tcp://%s:%d/./%s".formatted(HOST, port(), database);
    }

    @Override
    public void close() {
        server.stop();
        databases.forEach(EmbeddedDatabase::close);
    }
}
