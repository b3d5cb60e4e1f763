package io.isobar.stories.flights;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the quickstart's questions from the raw files with DuckDB, which shares no line of code with Isobar: what both
 * say alike was neither lost nor counted twice on the way through jobs, segments and queries.
 */
public final class FlightsInDuckDb implements AutoCloseable {
    private final Connection connection;

    private FlightsInDuckDb(Connection connection) {
        this.connection = connection;
    }

    /** Opens files; {@code flights} may have wildcards. */
    public static FlightsInDuckDb open(Path flights, Path airports) throws SQLException {
        var engine = new FlightsInDuckDb(DriverManager.getConnection("jdbc:duckdb:"));
        try {
            engine.execute("SET TimeZone = 'UTC'");
            engine.execute("SET threads = 2");
            engine.execute("SET memory_limit = '500MB'");
            engine.execute("CREATE VIEW flights AS SELECT * FROM read_parquet(%s)".formatted(quoted(flights)));
            engine.execute("CREATE VIEW airports AS SELECT * FROM read_csv(%s, header = true, all_varchar = true)"
                    .formatted(quoted(airports)));
            return engine;
        } catch (SQLException e) {
            engine.close();
            throw e;
        }
    }

    /** The rows that a question should give, in the order of its answer. */
    public List<Map<String, Object>> answer(FlightQuestion question) throws SQLException {
        return rows(question.sql());
    }

    /** The rows of any SQL over the tables {@code flights} and {@code airports}: integers are {@code Long}. */
    public List<Map<String, Object>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            var names = result.getMetaData();
            var rows = new ArrayList<Map<String, Object>>();
            while (result.next()) {
                var row = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= names.getColumnCount(); i++) {
                    row.put(names.getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** How many flights there are. */
    public long count() throws SQLException {
        return (Long) rows("SELECT count(*) AS flights FROM flights").get(0).get("flights");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
