package io.isobar.stories.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two streams of three days in files by the hour, and a small table, all with the same rows in DuckDB: {@code l_all}, of which
 * {@code l} is the day in the middle, {@code r_all}, {@code names}. Keys come as numbers and as texts; {@code kt} is the text of a
 * key, {@code kk} what it is compared by.
 */
final class RandomTables {
    static final long DAY = Instant.parse("2020-01-02T00:00:00Z").toEpochMilli();
    static final long DAY_END = Instant.parse("2020-01-03T00:00:00Z").toEpochMilli();

    private static final long DAY_MILLIS = 86_400_000;
    private static final String[][] KEYS = {
        {"7", "7", "7"},
        {"7.0", "7.0", "7"},
        {"\"7\"", "7", "7"},
        {"\"7.0\"", "7.0", "7.0"},
        {"0.5", "0.5", "0.5"},
        {"\"\"", "", ""},
        {"\"a\"", "a", "a"},
        {"\"A\"", "A", "A"},
        {"\"caf\u00e9\"", "caf\u00e9", "caf\u00e9"},
        {"\"\uD83D\uDE00\"", "\uD83D\uDE00", "\uD83D\uDE00"},
        {"null", null, null}
    };

    private final Path directory;
    private final Connection connection;

    private RandomTables(Path directory, Connection connection) {
        this.directory = directory;
        this.connection = connection;
    }

    static RandomTables write(Path directory, long seed) throws IOException, SQLException {
        RandomTables tables = new RandomTables(directory, DriverManager.getConnection("jdbc:duckdb:"));
        tables.execute("SET threads = 2");
        tables.execute("CREATE TABLE l_all (t BIGINT, id VARCHAR, kt VARCHAR, kk VARCHAR, v BIGINT, x DOUBLE)");
        tables.execute("CREATE TABLE r_all (t BIGINT, kt VARCHAR, kk VARCHAR, w BIGINT)");
        tables.execute("CREATE TABLE names (code VARCHAR, name VARCHAR)");
        Random random = new Random(seed);
        tables.streams(random);
        tables.names();
        tables.execute("CREATE VIEW l AS SELECT * FROM l_all WHERE t BETWEEN %d AND %d".formatted(DAY, DAY_END - 1));
        return tables;
    }

    private void streams(Random random) throws IOException, SQLException {
        for (int i = 0; i < 400; i++) {
            String[] key = key(random);
            long time = time(random);
            String id = "id" + random.nextInt(60);
            long v = random.nextInt(100);
            double x = random.nextInt(4_000) / 4.0;
            append(
                    "l",
                    time,
                    "{\"t\": %d, \"id\": \"%s\", \"k\": %s, \"v\": %d, \"x\": %s}".formatted(time, id, key[0], v, x));
            insert("l_all", time, id, key[1], key[2], v, x);
        }
        for (int i = 0; i < 400; i++) {
            String[] key = key(random);
            long time = time(random);
            append("r", time, "{\"t\": %d, \"kk\": %s, \"w\": %d}".formatted(time, key[0], i));
            insert("r_all", time, key[1], key[2], (long) i);
        }
    }

    /** Half of the rows have one key. */
    private static String[] key(Random random) {
        return random.nextBoolean() ? KEYS[6] : KEYS[random.nextInt(KEYS.length)];
    }

    /** Mostly near the ends of the day, where a window reaches over them. */
    private static long time(Random random) {
        long minute = 60_000L;
        long near = random.nextBoolean() ? DAY : DAY_END;
        return random.nextInt(3) > 0
                ? near + minute * (random.nextInt(240) - 120)
                : DAY - DAY_MILLIS + minute * random.nextInt(3 * 1_440);
    }

    private void names() throws IOException, SQLException {
        StringBuilder csv = new StringBuilder("code,name\n");
        for (String[] row :
                new String[][] {{"7", "seven"}, {"a", "first"}, {"a", "second"}, {"", "empty"}, {"zz", "none"}}) {
            csv.append(row[0]).append(',').append(row[1]).append('\n');
            insert("names", row[0].isEmpty() ? null : row[0], row[1]); // an empty field of CSV is no value
        }
        Files.writeString(directory.resolve("names.csv"), csv);
    }

    private void append(String stream, long time, String line) throws IOException {
        String hour = Instant.ofEpochMilli(time).toString().substring(0, 13).replace('T', '/');
        Path file = directory.resolve(stream).resolve(hour).resolve("rows.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The sources of the pipeline. */
    String sources() {
        String stream = """
                "%s": {"format": "json", "timestampSpec": {"column": "t", "format": "millis"}, "inputSpec":
                  {"type": "granularity", "dataGranularity": "hour", "pathFormat": "yyyy-MM-dd/HH", "inputPath": "%s"}}""";
        return "{%s, %s, \"names\": {\"format\": \"csv\", \"header\": true, \"paths\": [\"%s\"]}}"
                .formatted(
                        stream.formatted("l", directory.resolve("l")),
                        stream.formatted("r", directory.resolve("r")),
                        directory.resolve("names.csv"));
    }

    /** The rows of a query. */
    List<Map<String, Object>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns; i++) {
                    row.put(Integer.toString(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void insert(String table, @Nullable Object... values) throws SQLException {
        String marks = String.join(",", Collections.nCopies(values.length, "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(table, marks))) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.execute();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
