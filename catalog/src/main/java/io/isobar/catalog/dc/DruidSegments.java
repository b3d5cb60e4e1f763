package io.isobar.catalog.dc;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.segment.Interval;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of Druid's own table {@code druid_segments}, one for each segment that a release of ours has here. */
final class DruidSegments {
    private static final int BATCH = 1000;

    private DruidSegments() {}

    /** Adds what is missing, unused, and puts right what differs. */
    static void add(Handle transaction, View view, URI deepStorage) {
        Map<String, byte[]> there = payloads(transaction, view);
        String now = now(transaction);
        PreparedBatch inserts = transaction.prepareBatch(
                "INSERT INTO druid_segments (id, dataSource, created_date, start, \"end\", partitioned, version, used,"
                        + " payload, used_status_last_updated) VALUES (?, ?, ?, ?, ?, TRUE, ?, FALSE, ?, ?)");
        for (ReleaseSegment segment : view.segments().values()) {
            String id = segment.id().toString();
            byte[] payload = DruidPayload.of(segment, deepStorage);
            byte[] before = there.get(id);
            if (before == null) {
                inserts.add(
                        id,
                        view.dataSource(),
                        now,
                        Interval.text(segment.id().interval().start()),
                        Interval.text(segment.id().interval().end()),
                        segment.id().version(),
                        payload,
                        now);
                if (inserts.size() == BATCH) {
                    inserts.execute();
                }
            } else if (!Arrays.equals(before, payload)) {
                transaction.execute("UPDATE druid_segments SET payload = ? WHERE id = ?", payload, id);
            }
        }
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    /** Makes exactly the view's segments the used ones of its datasource. */
    static void use(Handle transaction, String dataSource, long seq) {
        String now = now(transaction);
        String inView = "(SELECT segment_id FROM isobar_release_segment WHERE data_source = ? AND seq = ?)";
        transaction.execute(
                "UPDATE druid_segments SET used = FALSE, used_status_last_updated = ?"
                        + " WHERE dataSource = ? AND used = TRUE AND id NOT IN " + inView,
                now,
                dataSource,
                dataSource,
                seq);
        transaction.execute(
                "UPDATE druid_segments SET used = TRUE, used_status_last_updated = ?"
                        + " WHERE dataSource = ? AND used = FALSE AND id IN " + inView,
                now,
                dataSource,
                dataSource,
                seq);
    }

    /** Removes the unused segments of a release that no other release here has. */
    static void removeOrphans(Handle transaction, String dataSource, long seq) {
        transaction.execute(
                "DELETE FROM druid_segments WHERE dataSource = ? AND used = FALSE"
                        + " AND id IN (SELECT segment_id FROM isobar_release_segment WHERE data_source = ? AND seq = ?)"
                        + " AND id NOT IN (SELECT segment_id FROM isobar_release_segment WHERE data_source = ? AND seq <> ?)",
                dataSource,
                dataSource,
                seq,
                dataSource,
                seq);
    }

    /** What differs between the rows and what they must be while the view is the head, each in words. */
    static List<String> differences(Handle handle, View view, URI deepStorage) {
        List<String> differences = new ArrayList<>();
        Map<String, byte[]> there = payloads(handle, view);
        for (ReleaseSegment segment : view.segments().values()) {
            byte[] payload = there.get(segment.id().toString());
            if (payload == null) {
                differences.add("row [%s] of druid_segments is missing".formatted(segment.id()));
            } else if (!Arrays.equals(payload, DruidPayload.of(segment, deepStorage))) {
                differences.add("row [%s] of druid_segments has another payload".formatted(segment.id()));
            }
        }
        return differences;
    }

    private static Map<String, byte[]> payloads(Handle handle, View view) {
        Map<String, byte[]> payloads = new HashMap<>();
        handle.select(
                        "SELECT s.id, s.payload FROM druid_segments s JOIN isobar_release_segment r"
                                + " ON r.segment_id = s.id WHERE r.data_source = ? AND r.seq = ?",
                        view.dataSource(),
                        view.seq())
                .map((row, context) -> Map.entry(row.getString("id"), row.getBytes("payload")))
                .forEach(row -> payloads.put(row.getKey(), row.getValue()));
        return payloads;
    }

    /** The database's time, in the text form that Druid keeps its times in. */
    private static String now(Handle handle) {
        LocalDateTime now =
                handle.select("SELECT NOW(3)").mapTo(LocalDateTime.class).one();
        return Interval.text(now.toInstant(ZoneOffset.UTC).toEpochMilli());
    }
}
