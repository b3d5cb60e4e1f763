package io.isobar.serving.coordinator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.segment.SegmentId;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How far one release is loaded.
 *
 * @param segments of the release
 * @param loaded those that as many historicals announce as should hold them
 * @param replicas how many that is
 * @param missing the others, the first {@link #MOST_LISTED}
 * @param quarantined those whose zip in deep storage a historical found corrupt
 */
record LoadReport(int segments, int loaded, int replicas, List<SegmentId> missing, List<SegmentId> quarantined) {
    static final int MOST_LISTED = 10;

    static LoadReport of(View view, int replicas, Announcements.Snapshot announced, Set<SegmentId> corrupt) {
        int loaded = 0;
        List<SegmentId> missing = new ArrayList<>();
        List<SegmentId> quarantined = new ArrayList<>();
        for (ReleaseSegment segment : view.segments().values()) {
            if (announced.holders(segment.id(), segment.sha256()).size() >= replicas) {
                loaded++;
            } else if (missing.size() < MOST_LISTED) {
                missing.add(segment.id());
            }
            if (corrupt.contains(segment.id())) {
                quarantined.add(segment.id());
            }
        }
        return new LoadReport(view.segments().size(), loaded, replicas, missing, quarantined);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("segments", segments);
        json.put("loaded", loaded);
        json.put("replicas", replicas);
        ArrayNode absent = json.putArray("missing");
        missing.forEach(id -> absent.add(id.toString()));
        ArrayNode corrupt = json.putArray("quarantined");
        quarantined.forEach(id -> corrupt.add(id.toString()));
        return json;
    }
}
