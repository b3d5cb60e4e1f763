package io.isobar.cli.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Interval;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What is to be done, or came of it, for people and for scripts.
 *
 * @param slices in the order of time
 */
record BackfillSummary(String backfill, String dataSource, ZoneId zone, List<PlannedSlice> slices) {
    BackfillSummary {
        slices = List.copyOf(slices);
    }

    int count(PlannedSlice.Work work) {
        return (int) slices.stream().filter(slice -> slice.work() == work).count();
    }

    /** A line for each slice. */
    String table() {
        TextTable table = new TextTable("slice", "state", "why");
        slices.forEach(slice -> table.row(
                SliceText.of(slice.interval(), zone),
                slice.work().text(),
                slice.why().lines().findFirst().orElse("")));
        return table.render("  ");
    }

    /** For example {@code 31 slices: 30 done, 1 failed}. */
    String inWords() {
        StringBuilder text = new StringBuilder("%d slices:".formatted(slices.size()));
        String separator = " ";
        for (PlannedSlice.Work work : PlannedSlice.Work.values()) {
            if (count(work) > 0) {
                text.append(separator).append("%d %s".formatted(count(work), work.text()));
                separator = ", ";
            }
        }
        return text.toString();
    }

    /** @param logs where the last attempt at a slice left what it said */
    ObjectNode toJson(Map<Interval, String> logs) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("backfill", backfill).put("dataSource", dataSource);
        ObjectNode counts = json.putObject("counts");
        for (PlannedSlice.Work work : PlannedSlice.Work.values()) {
            counts.put(work.text(), count(work));
        }
        ArrayNode array = json.putArray("slices");
        for (PlannedSlice slice : slices) {
            ObjectNode node = array.addObject()
                    .put("interval", slice.interval().toString())
                    .put("state", slice.work().text())
                    .put("why", slice.why());
            slice.batch()
                    .ifPresent(batch -> node.put("inputFingerprint", batch.inputFingerprint())
                            .put("version", batch.version()));
            String log = logs.get(slice.interval());
            if (log != null) {
                node.put("log", log);
            }
        }
        return json;
    }
}
