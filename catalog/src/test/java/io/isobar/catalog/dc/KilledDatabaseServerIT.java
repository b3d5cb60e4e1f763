package io.isobar.catalog.dc;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ForkedMain;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a database server: what it has acknowledged is there when it starts again. */
class KilledDatabaseServerIT {
    private static final int KILLS = 3;
    private static final int ROWS_BETWEEN = 50;

    @TempDir
    private Path directory;

    @Test
    void losesNothingThatItHasAcknowledged() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "s3cret");
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process server = fork(password);
            try (SqlDatabase client =
                    SqlDatabase.open(new DatabaseConfig(url(server), "isobar", Optional.of(password), 2), "client")) {
                client.write(transaction -> transaction.execute("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY)"));
                for (int row = 0; row < ROWS_BETWEEN; row++) {
                    int id = acknowledged;
                    client.write(transaction -> transaction.execute("INSERT INTO t VALUES (?)", id));
                    acknowledged++;
                }
            } finally {
                server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            }
        }

        try (DatabaseServer server = DatabaseServer.start(directory.resolve("db"), 0, "isobar", password, "dc");
                SqlDatabase client = SqlDatabase.open(
                        new DatabaseConfig(server.url("dc"), "isobar", Optional.of(password), 2), "client")) {
            int found = client.read(handle ->
                    handle.select("SELECT COUNT(*) FROM t").mapTo(int.class).one());
            assertThat(found).isEqualTo(KILLS * ROWS_BETWEEN);
        }
    }

    private Process fork(Path password) throws IOException {
        return ForkedMain.command(Main.class, List.of(), directory.resolve("db").toString(), password.toString())
                .start();
    }

    private static String url(Process server) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("jdbc:h2:")) {
                return line;
            }
        }
        throw new IOException("The server ended before it told its URL");
    }

    /** The process that is killed. */
    static final class Main {
        public static void main(String[] arguments) throws Exception {
            try (DatabaseServer server =
                    DatabaseServer.start(Path.of(arguments[0]), 0, "isobar", Path.of(arguments[1]), "dc")) {
                System.out.println(server.url("dc"));
                Thread.currentThread().join();
            }
        }
    }
}
