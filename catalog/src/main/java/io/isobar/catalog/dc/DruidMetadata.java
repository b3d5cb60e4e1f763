package io.isobar.catalog.dc;

import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;

/** Reads the segments that a Druid cluster's metadata tables list. Writes nothing. */
public final class DruidMetadata implements AutoCloseable {
    /** What Druid calls the table unless told. */
    public static final String DEFAULT_TABLE = "druid_segments";

    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)?");
    private static final int CONNECTIONS = 2;
    private static final int LENGTH_OF_A_COMMON_TIME = "2001-01-01T00:00:00.000Z".length();

    private final SqlDatabase database;
    private final String table;
    private final String place;

    private DruidMetadata(SqlDatabase database, String table, String place) {
        this.database = database;
        this.table = table;
        this.place = place;
    }

    /**
     * Connects.
     *
     * @param url JDBC, of MySQL, MariaDB or H2
     * @param table of the segments
     * @throws IllegalArgumentException if it is another database
     */
    public static DruidMetadata open(String url, String user, String password, String table) throws IOException {
        String place = withoutOptions(url);
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "Table [%s] of Druid's segments has an impossible name".formatted(table));
        }
        if (!url.startsWith("jdbc:mysql:") && !url.startsWith("jdbc:mariadb:") && !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException(
                    "Druid's tables in [%s] can't be read: they are read from MySQL, MariaDB and H2".formatted(place));
        }
        try {
            return new DruidMetadata(
                    SqlDatabase.open(url, user, password, CONNECTIONS, "druid-metadata"), table, place);
        } catch (RuntimeException e) {
            throw new IOException(
                    "Druid's tables in [%s] can't be reached as user [%s]: %s"
                            .formatted(place, user, String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Options may hold a password. */
    private static String withoutOptions(String url) {
        return url.replaceFirst("[?;].*", "");
    }

    /**
     * The used segments of a datasource that overlap one of the intervals.
     *
     * @throws IOException if the table can't be read
     */
    public List<DruidSegment> used(String dataSource, List<Interval> intervals) throws IOException {
        long start = intervals.stream().mapToLong(Interval::start).min().orElse(0);
        long end = intervals.stream().mapToLong(Interval::end).max().orElse(0);
        try {
            return rows(dataSource, Interval.text(start), Interval.text(end)).stream()
                    .map(row -> DruidSegment.parse(row.getKey(), row.getValue()))
                    .filter(segment -> intervals.stream()
                            .anyMatch(interval -> interval.overlaps(segment.id().interval())))
                    .toList();
        } catch (JdbiException e) {
            throw new IOException("Table [%s] in [%s] can't be read: %s".formatted(table, place, reason(e)), e);
        }
    }

    /** The database's own words, without the statement. */
    private static String reason(JdbiException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Times are compared as text where both are of common years, by whoever calls where they aren't. */
    private List<Map.Entry<String, byte[]>> rows(String dataSource, String start, String end) {
        boolean common = start.length() == LENGTH_OF_A_COMMON_TIME && end.length() == LENGTH_OF_A_COMMON_TIME;
        String bounds = " AND start < ? AND (\"end\" > ? OR CHAR_LENGTH(\"end\") > " + LENGTH_OF_A_COMMON_TIME + ")";
        String select = "SELECT id, payload FROM " + table + " WHERE dataSource = ? AND used = TRUE";
        return database.read(handle -> (common
                        ? handle.select(select + bounds, dataSource, end, start)
                        : handle.select(select, dataSource))
                .map((row, context) -> Map.entry(row.getString("id"), row.getBytes("payload")))
                .list());
    }

    /** Where the table is, in words for people. */
    @Override
    public String toString() {
        return "table [%s] of Druid's metadata in [%s]".formatted(table, place);
    }

    @Override
    public void close() {
        database.close();
    }
}
