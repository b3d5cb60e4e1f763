package io.isobar.cli.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.control.Backfill;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.SliceBatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How backfills and slices of the ledger look to scripts. */
final class BackfillJson {
    private BackfillJson() {}

    static ObjectNode of(Backfill backfill, Map<BackfillSlice.State, Integer> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("backfill", backfill.id());
        ArrayNode dataSources = json.putArray("dataSources");
        backfill.dataSources().forEach(dataSources::add);
        json.put("range", backfill.range().toString())
                .put("step", backfill.step())
                .put("spec", backfill.spec())
                .put("openedAt", backfill.openedAt().toString());
        ObjectNode numbers = json.putObject("counts");
        for (BackfillSlice.State state : BackfillSlice.State.values()) {
            numbers.put(state.name().toLowerCase(Locale.ROOT), counts.getOrDefault(state, 0));
        }
        return json;
    }

    /** What is sealed of a slice. */
    static ArrayNode of(List<SliceBatch> batches) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        batches.forEach(batch -> array.addObject()
                .put("dataSource", batch.dataSource())
                .put("inputFingerprint", batch.inputFingerprint())
                .put("version", batch.version()));
        return array;
    }

    static ObjectNode of(BackfillSlice slice) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("interval", slice.interval().toString())
                .put("state", slice.state().name().toLowerCase(Locale.ROOT))
                .put("attempts", slice.attempts())
                .put("owner", slice.owner())
                .put("detail", slice.detail());
        json.set("batches", of(slice.batches()));
        slice.claimedAt().ifPresent(at -> json.put("claimedAt", at.toString()));
        slice.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        return json;
    }
}
