package io.isobar.serving.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a router knows of a data center: whether its broker answers, and from which releases it can. As of the last poll,
 * so it orders the data centers but excludes none for good.
 *
 * @param fault why the broker can't be asked; empty if it can
 * @param dataSources by name
 */
record DcState(String fault, Map<String, Releases> dataSources) {
    DcState {
        dataSources = Map.copyOf(dataSources);
    }

    /**
     * The open releases of one datasource.
     *
     * @param head 0 if none is active
     * @param available by number: whether all segments are loaded
     */
    record Releases(long head, NavigableMap<Long, Boolean> available) {
        private boolean has(long seq) {
            return available.getOrDefault(seq, false);
        }
    }

    static DcState unreachable(String fault) {
        return new DcState(fault, Map.of());
    }

    /** Reads the status of a broker. */
    static DcState parse(JsonNode status) {
        Map<String, Releases> dataSources = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : status.path("datasources").properties()) {
            TreeMap<Long, Boolean> available = new TreeMap<>();
            for (JsonNode open : field.getValue().path("open")) {
                available.put(open.path("seq").asLong(), open.path("available").asBoolean());
            }
            dataSources.put(
                    field.getKey(), new Releases(field.getValue().path("head").asLong(0), available));
        }
        return new DcState("", dataSources);
    }

    /** Why this data center can't be expected to meet {@code need}; empty if it can. */
    Optional<String> obstacle(Need need) {
        if (!fault.isEmpty()) {
            return Optional.of(fault);
        }
        if (need.dataSource().isEmpty()) {
            return Optional.empty();
        }
        Releases releases = dataSources.get(need.dataSource());
        if (releases == null) {
            return Optional.of("has no release of " + need.dataSource());
        }
        long wanted = need.exactly() ? need.seq() : Math.max(need.seq(), releases.head());
        if (wanted == 0 || !releases.available().containsKey(wanted)) {
            return Optional.of("release %d isn't open, the head is %d".formatted(wanted, releases.head()));
        }
        return releases.has(wanted) ? Optional.empty() : Optional.of("release %d isn't loaded".formatted(wanted));
    }

    /** The head of {@code dataSource}, 0 if there is none. */
    long head(String dataSource) {
        Releases releases = dataSources.get(dataSource);
        return releases == null ? 0 : releases.head();
    }
}
