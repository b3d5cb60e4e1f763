package io.isobar.cli.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexReport.Outcome;
import io.isobar.indexer.input.RowOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outcome of an output that is sealed, for people and for scripts.
 *
 * @param rows input rows by what became of them
 * @param storedRows rows in all segments, after rollup
 * @param badRows where the values of bad rows are, if there were any
 */
public record IndexSummary(
        Outcome outcome,
        String dataSource,
        String version,
        String inputFingerprint,
        Map<RowOutcome, Long> rows,
        int segments,
        long storedRows,
        long bytes,
        Optional<String> badRows) {
    private static final JsonMapper JSON = new JsonMapper();

    /** As Druid's jobs name them. */
    private static final Map<RowOutcome, String> DRUIDS_COUNTERS = new EnumMap<>(Map.of(
            RowOutcome.PROCESSED, "ROWS_PROCESSED",
            RowOutcome.PROCESSED_WITH_ERROR, "ROWS_PROCESSED_WITH_ERRORS",
            RowOutcome.UNPARSEABLE, "ROWS_UNPARSEABLE",
            RowOutcome.THROWN_AWAY, "ROWS_THROWN_AWAY"));

    public IndexSummary {
        rows = Map.copyOf(rows);
    }

    static IndexSummary of(IndexReport report) {
        return new IndexSummary(
                report.outcome(),
                report.dataSource(),
                report.version(),
                report.inputFingerprint(),
                report.rows(),
                report.segments().size(),
                report.storedRows(),
                report.bytes(),
                report.badRows());
    }

    /** Reads the summary of a run with one output. */
    public static IndexSummary read(Path file) throws IOException {
        return read(JSON.readTree(Files.readAllBytes(file)));
    }

    /** Reads the summary of a run that sealed all of its outputs. */
    public static List<IndexSummary> readAll(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        if (!json.has("outputs")) {
            return List.of(read(json));
        }
        List<IndexSummary> outputs = new ArrayList<>();
        json.path("outputs").forEach(output -> outputs.add(read(output)));
        return outputs;
    }

    private static IndexSummary read(JsonNode json) {
        Map<RowOutcome, Long> rows = new TreeMap<>();
        json.path("rows")
                .properties()
                .forEach(entry -> rows.put(
                        RowOutcome.valueOf(entry.getKey()), entry.getValue().asLong()));
        return new IndexSummary(
                Outcome.valueOf(json.path("outcome").asText()),
                json.path("dataSource").asText(),
                json.path("version").asText(),
                json.path("inputFingerprint").asText(),
                rows,
                json.path("segments").asInt(),
                json.path("storedRows").asLong(),
                json.path("bytes").asLong(),
                json.has("badRows") ? Optional.of(json.path("badRows").asText()) : Optional.empty());
    }

    /** For scripts. */
    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode()
                .put("outcome", outcome.name())
                .put("dataSource", dataSource)
                .put("version", version)
                .put("inputFingerprint", inputFingerprint);
        ObjectNode counts = json.putObject("rows");
        new TreeMap<>(rows).forEach((outcome, count) -> counts.put(outcome.name(), count));
        json.put("segments", segments).put("storedRows", storedRows).put("bytes", bytes);
        ObjectNode counters = json.putObject("counters");
        DRUIDS_COUNTERS.forEach((outcome, name) -> counters.put(name, rows.getOrDefault(outcome, 0L)));
        badRows.ifPresent(place -> json.put("badRows", place));
        return json;
    }

    /** One line for people. */
    public String inWords() {
        if (outcome == Outcome.ALREADY_SEALED) {
            return "The same input was sealed before as version [%s] of [%s]: nothing to do"
                    .formatted(version, dataSource);
        }
        long bad =
                rows.getOrDefault(RowOutcome.UNPARSEABLE, 0L) + rows.getOrDefault(RowOutcome.PROCESSED_WITH_ERROR, 0L);
        long read = rows.values().stream().mapToLong(Long::longValue).sum();
        String counters = DRUIDS_COUNTERS.entrySet().stream()
                .map(counter -> "%s=%d".formatted(counter.getValue(), rows.getOrDefault(counter.getKey(), 0L)))
                .collect(Collectors.joining(", "));
        String sealed =
                "Sealed version [%s] of [%s]: %,d segments, %,d rows from %,d input rows (%,d bad, %,d left out), %,d bytes"
                        .formatted(
                                version,
                                dataSource,
                                segments,
                                storedRows,
                                read,
                                bad,
                                rows.getOrDefault(RowOutcome.THROWN_AWAY, 0L),
                                bytes);
        return sealed + System.lineSeparator() + "counters: " + counters
                + badRows.map(place -> System.lineSeparator() + "bad rows: " + place)
                        .orElse("");
    }
}
