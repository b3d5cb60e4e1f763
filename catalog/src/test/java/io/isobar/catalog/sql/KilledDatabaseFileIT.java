package io.isobar.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ForkedMain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that keeps a database in a file dies right after a commit: the commit is there when the file is opened next. */
class KilledDatabaseFileIT {
    private static final int KILLS = 4;
    private static final int ROWS = 3;
    private static final int UPDATES = 500;

    /** H2 uses freed space at once, and not after 45 seconds only: where H2 2.5.252 loses commits most surely. */
    private static final String SETTINGS = ";RETENTION_TIME=0";

    @TempDir
    private Path directory;

    @Test
    void losesNothingOnceFreedSpaceIsUsedAgain() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("db") + SETTINGS;
        for (int kill = 1; kill <= KILLS; kill++) {
            assertThat(ForkedMain.exitStatus(Main.class, List.of(), url)).isEqualTo(137);

            try (SqlDatabase database = open(url)) {
                assertThat(rows(database)).as("rows after %d kills", kill).isEqualTo(kill * ROWS);
            }
        }
    }

    private static int rows(SqlDatabase database) {
        return database.read(handle ->
                handle.select("SELECT COUNT(*) FROM t").mapTo(int.class).one());
    }

    private static SqlDatabase open(String url) {
        return SqlDatabase.open(url, "isobar", "", 2, "db");
    }

    /** The process that dies. */
    static final class Main {
        public static void main(String[] arguments) {
            SqlDatabase database = open(arguments[0]);
            database.write(transaction -> transaction.execute("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY)"));
            database.write(transaction -> transaction.execute("CREATE TABLE IF NOT EXISTS lease (renewals INT)"));
            database.write(transaction -> transaction.execute("INSERT INTO lease VALUES (0)"));
            for (int update = 0; update < UPDATES; update++) {
                database.write(transaction -> transaction.execute("UPDATE lease SET renewals = renewals + 1"));
            }
            int last = rows(database);
            for (int row = 1; row <= ROWS; row++) {
                int id = last + row;
                database.write(transaction -> transaction.execute("INSERT INTO t VALUES (?)", id));
            }
            Runtime.getRuntime().halt(137);
        }
    }
}
