package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {
    @TempDir
    Path directory;

    private final List<BadRow> badRows = new ArrayList<>();

    @Test
    void givesDimensionsAndMetricsTheirTypes() throws Exception {
        RowReader reader = reader(
                spec("[\"s\", {\"type\": \"long\", \"name\": \"l\"}]", 0),
                "{\"t\":1,\"s\":[\"b\",null],\"l\":\"1,234\",\"n\":\"+7\",\"u\":[\"x\",\"y\"]}");

        BuildRow row = reader.next();

        assertThat(row.timestamp()).isEqualTo(1);
        assertThat(row.dimensions()).containsExactly(java.util.Arrays.asList("b", null), 1234L);
        assertThat(row.metrics()).containsExactly(1L, 7L, List.of("x", "y"));
        assertThat(reader.next()).isNull();
    }

    @Test
    void namesFileLineAndFieldOfTheFirstBadRowAndKeepsTheValueForTheSink() throws Exception {
        RowReader reader = reader(spec("[\"s\"]", 0), "{\"t\":1}", "{\"t\":2,\"n\":\"secret\"}");
        reader.next();

        assertThatThrownBy(reader::next)
                .isInstanceOf(BadRowsException.class)
                .hasMessage("Field [n] in line [2] of file [" + directory.resolve("rows.jsonl")
                        + "] is not a number. This is bad row [1] and [maxParseExceptions] is [0]:"
                        + " mend the input, or raise it");
        assertThat(badRows.get(0).toJson()).contains("\"value\":\"secret\"", "\"line\":2");
    }

    @Test
    void passesOverAsManyBadRowsAsTheSpecTolerates() throws Exception {
        RowReader reader =
                reader(spec("[\"s\"]", 2), "{\"t\":\"never\"}", "{\"t\":1,\"n\":\"x\"}", "{\"t\":99}", "", "{\"t\":2}");

        assertThat(reader.next().metrics()[1]).isNull();
        assertThat(reader.next().timestamp()).isEqualTo(2);
        assertThat(reader.next()).isNull();
        assertThat(reader.counts())
                .containsOnly(
                        entry(RowOutcome.UNPARSEABLE, 1L),
                        entry(RowOutcome.PROCESSED_WITH_ERROR, 1L),
                        entry(RowOutcome.THROWN_AWAY, 1L),
                        entry(RowOutcome.PROCESSED, 1L));
    }

    @Test
    void discoversDimensionsThatTheSpecDoesNotList() throws Exception {
        Path file = file("{\"t\":1,\"z\":\"x\",\"n\":1}", "{\"t\":2,\"a\":\"x\",\"u\":\"y\"}");

        assertThat(RowReader.dimensions(file, spec("[]", 0)))
                .extracting(Dimension::name)
                .containsExactly("a", "z");
    }

    private static IngestionSpec spec(String dimensions, int maxParseExceptions) {
        String json = """
                {"dataSchema": {"dataSource": "x", "parser": {"type": "string", "parseSpec": {"format": "json",
                   "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": %s}}},
                   "metricsSpec": [{"type": "count", "name": "count"},
                     {"type": "longSum", "name": "sum", "fieldName": "n"},
                     {"type": "hyperUnique", "name": "users", "fieldName": "u"}]},
                 "tuningConfig": {"maxParseExceptions": %d}}""".formatted(dimensions, maxParseExceptions);
        return IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false).spec();
    }

    private RowReader reader(IngestionSpec spec, String... lines) throws IOException {
        return RowReader.open(file(lines), spec, time -> time < 50, badRows::add);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("rows.jsonl"), List.of(lines));
    }
}
