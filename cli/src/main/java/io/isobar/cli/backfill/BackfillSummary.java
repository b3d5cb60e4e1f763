package io.isobar.cli.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.backfill.PlannedSlice.Work;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done, or came of it, for people and for scripts.
 *
 * @param slices in the order of time
 */
record BackfillSummary(String backfill, List<String> dataSources, ZoneId zone, List<PlannedSlice> slices) {
    BackfillSummary {
        dataSources = List.copyOf(dataSources);
        slices = List.copyOf(slices);
    }

    int count(Work work) {
        return (int) slices.stream().filter(slice -> slice.work() == work).count();
    }

    /**
     * What stands now that slices were run.
     *
     * @param givenUp slices that were given up, and why
     */
    BackfillSummary after(SlicePlanner planner, Map<Interval, String> givenUp) throws IOException {
        List<PlannedSlice> outcome = new ArrayList<>();
        for (PlannedSlice slice : slices) {
            // Without a row of the ledger it is either sealed, or still to be run.
            PlannedSlice now = slice.work().isToRun() ? planner.look(slice.interval(), Optional.empty()) : slice;
            String failure = givenUp.get(slice.interval());
            outcome.add(
                    failure == null ? now : new PlannedSlice(slice.interval(), Work.FAILED, failure, now.batches()));
        }
        return new BackfillSummary(backfill, dataSources, zone, outcome);
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
        for (Work work : Work.values()) {
            if (count(work) > 0) {
                text.append(separator).append("%d %s".formatted(count(work), work.text()));
                separator = ", ";
            }
        }
        return text.toString();
    }

    /** @param logs where the last attempt at a slice left what it said */
    ObjectNode toJson(Map<Interval, String> logs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("backfill", backfill);
        ArrayNode names = json.putArray("dataSources");
        dataSources.forEach(names::add);
        ObjectNode counts = json.putObject("counts");
        for (Work work : Work.values()) {
            counts.put(work.text(), count(work));
        }
        ArrayNode array = json.putArray("slices");
        for (PlannedSlice slice : slices) {
            ObjectNode node = array.addObject()
                    .put("interval", slice.interval().toString())
                    .put("state", slice.work().text())
                    .put("why", slice.why());
            node.set("batches", BackfillJson.of(slice.batches()));
            String log = logs.get(slice.interval());
            if (log != null) {
                node.put("log", log);
            }
        }
        return json;
    }
}
