package io.isobar.serving.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.isobar.segment.SegmentId;
import io.isobar.serving.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/**
 * The zips in deep storage that a historical read and found corrupt, for as long as they are: each historical writes
 * its own, the coordinator reads all of them and tells the steward, which replaces the zips. Thread-safe.
 */
public final class QuarantineReports implements AutoCloseable {
    private static final int MAX_REPORTS = 1000;

    /**
     * A corrupt zip.
     *
     * @param path in deep storage
     * @param why what was found instead
     */
    public record Report(SegmentId id, String path, String why) {}

    private final EphemeralNode node;
    private final TreeMap<SegmentId, Report> reports = new TreeMap<>();
    private boolean dirty;

    public QuarantineReports(CuratorFramework zookeeper, String historical) {
        this.node = new EphemeralNode(zookeeper, ClusterPaths.child(ClusterPaths.QUARANTINED, historical));
    }

    /** Reports that the zip of {@code segment} in deep storage is corrupt. */
    public synchronized void corrupt(SegmentEntry segment, String why) {
        Report report = new Report(segment.id(), segment.path(), why);
        if (!report.equals(reports.put(segment.id(), report))) {
            write();
        }
    }

    /** Takes a report back: the zip is sound by now, or isn't wanted any more. */
    public synchronized void settled(SegmentId id) {
        if (reports.remove(id) != null) {
            write();
        }
    }

    /** Writes what could not be written when it was reported. */
    public synchronized void flush() {
        if (dirty) {
            write();
        }
    }

    /** What is reported now. */
    public synchronized List<Report> all() {
        return List.copyOf(reports.values());
    }

    /** What all historicals of the data center report, by segment. */
    public static Map<SegmentId, Report> read(CuratorFramework zookeeper) throws Exception {
        Map<SegmentId, Report> all = new TreeMap<>();
        try {
            for (String historical : zookeeper.getChildren().forPath(ClusterPaths.QUARANTINED)) {
                byte[] data = zookeeper.getData().forPath(ClusterPaths.child(ClusterPaths.QUARANTINED, historical));
                decode(data).forEach(report -> all.putIfAbsent(report.id(), report));
            }
        } catch (KeeperException.NoNodeException e) {
            // Nobody ever reported, or a historical went away meanwhile: its reports went with it.
            return all;
        }
        return all;
    }

    private void write() {
        ArrayNode array = Json.array();
        reports.values().stream()
                .limit(MAX_REPORTS)
                .forEach(report -> array.addObject()
                        .put("dataSource", report.id().dataSource())
                        .put("id", report.id().toString())
                        .put("path", report.path())
                        .put("why", report.why()));
        dirty = !node.write(Json.bytes(array));
    }

    private static List<Report> decode(byte[] data) throws IOException {
        List<Report> reports = new ArrayList<>();
        for (JsonNode json : Json.MAPPER.readTree(data)) {
            SegmentId id = SegmentId.parse(
                    json.path("dataSource").asText(), json.path("id").asText());
            reports.add(
                    new Report(id, json.path("path").asText(), json.path("why").asText()));
        }
        return reports;
    }

    @Override
    public synchronized void close() {
        node.close();
    }
}
