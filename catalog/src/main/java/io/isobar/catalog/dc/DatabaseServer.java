package io.isobar.catalog.dc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.h2.tools.Server;

/**
 * An H2 server in this process: databases in a directory, for other processes by TCP on localhost, with a password.
 *
 * <p>An H2 file opens in one process only; this is that process.
 */
public final class DatabaseServer implements AutoCloseable {
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Server server;

    private DatabaseServer(Server server) {
        this.server = server;
    }

    /** Starts on a port (0: any free one), with the databases that it serves, which are made if they aren't there. */
    public static DatabaseServer start(Path directory, int port, String user, Path passwordFile, String... databases)
            throws IOException {
        // Read by H2 when its classes load. Without it the server listens on every interface.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Path home = Files.createDirectories(directory).toRealPath();
        String password = Files.readString(passwordFile, StandardCharsets.UTF_8).strip();
        if (password.isEmpty()) {
            throw new IOException("Password file [%s] is empty: write a password into it".formatted(passwordFile));
        }
        Server server = null;
        try {
            for (String database : databases) {
                make(home, database, user, password);
            }
            server = Server.createTcpServer("-tcpPort", Integer.toString(port), "-baseDir", home.toString());
            server.start();
            return new DatabaseServer(server);
        } catch (SQLException e) {
            if (server != null) {
                server.stop();
            }
            throw new IOException(
                    "Can't serve the databases in [%s] on port [%d]: %s".formatted(home, port, e.getMessage()), e);
        }
    }

    /** The port. */
    public int port() {
        return server.getPort();
    }

    /** The JDBC URL of one of its databases. */
    public String url(String database) {
        return "jdbc:h2:tcp://127.0.0.1:%d/./%s".formatted(port(), database);
    }

    /** Stops. */
    @Override
    public void close() {
        server.stop();
    }

    /** Makes it here, since the server refuses to make one for whoever connects. */
    private static void make(Path home, String database, String user, String password) throws SQLException {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "Invalid database [%s]: must be lower case letters, digits and _".formatted(database));
        }
        DriverManager.getConnection("jdbc:h2:file:" + home.resolve(database), user, password)
                .close();
    }
}
