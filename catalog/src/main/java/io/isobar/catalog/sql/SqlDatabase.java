package io.isobar.catalog.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool of connections to one database, and the three ways in which we use it. Thread-safe. */
public final class SqlDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqlDatabase.class);

    /** How long {@link #open} waits for a database that is just starting. */
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(30);

    private static final Duration CONNECTION = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 10;

    /** The database undid the transaction in favour of another one: deadlock, or a wait for a lock that took too long. */
    private static final Set<String> UNDONE = Set.of("40001", "41000", "HYT00");

    private final DataSource pool;
    private final Jdbi jdbi;

    private SqlDatabase(DataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Connects, and waits a while for a database that isn't up yet. */
    public static SqlDatabase open(DatabaseConfig config, String name) throws IOException {
        return open(config.url(), config.user(), config.password(), config.connections(), name);
    }

    /** As {@link #open(DatabaseConfig, String)}, with a password that the caller has from elsewhere. */
    public static SqlDatabase open(String url, String user, String password, int connections, String name) {
        Dialect dialect = Dialect.of(url);
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(name);
        hikari.setJdbcUrl(dialect.complete(url));
        hikari.setUsername(user);
        hikari.setPassword(password);
        hikari.setMaximumPoolSize(connections);
        hikari.setMinimumIdle(1);
        hikari.setConnectionInitSql(dialect.sessionStart());
        hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        hikari.setInitializationFailTimeout(FIRST_CONNECTION.toMillis());
        hikari.setConnectionTimeout(CONNECTION.toMillis());
        hikari.setExceptionOverrideClassName(BrokenConnections.class.getName());
        return new SqlDatabase(new HikariDataSource(hikari));
    }

    /** Uses connections of the caller, which must be set up as {@link #open} does. */
    public static SqlDatabase over(DataSource connections) {
        return new SqlDatabase(connections);
    }

    /** The connections. */
    public DataSource connections() {
        return pool;
    }

    /**
     * Whether {@link #migrate} has brought the schema to {@code version}, or a later Isobar beyond it: much cheaper to find out
     * than to migrate what is migrated already.
     */
    public boolean hasVersion(int version, String historyTable) {
        return read(handle -> {
            int tables = handle.createQuery("SELECT COUNT(*) FROM information_schema.tables"
                            + " WHERE table_schema = SCHEMA() AND table_name = :table")
                    .bind("table", historyTable)
                    .mapTo(Integer.class)
                    .one();
            return tables > 0
                    && handle.createQuery(
                                            "SELECT COUNT(*) FROM \"%s\" WHERE \"success\" AND CAST(\"version\" AS SIGNED) >= :version"
                                                    .formatted(historyTable))
                                    .bind("version", version)
                                    .mapTo(Integer.class)
                                    .one()
                            > 0;
        });
    }

    /** Brings the schema to its newest version. Tables that others have made stay as they are. */
    public void migrate(String location, String historyTable) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:" + location)
                .table(historyTable)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /** Reads, each statement on its own. */
    public <T> T read(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** Reads several tables as they were at one moment. */
    public <T> T snapshot(Function<Handle, T> work) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
    }

    /**
     * Writes wholly or not at all. The work runs again if the database undid it in favour of another transaction, so it
     * must decide everything from what it reads inside.
     */
    public <T> T write(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !wasUndone(e)) {
                    throw e;
                }
                log.debug("Transaction undone by the database, attempt [{}]", attempt, e);
            }
        }
    }

    private static boolean wasUndone(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNDONE.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (pool instanceof HikariDataSource hikari) {
            hikari.close();
        }
    }
}
