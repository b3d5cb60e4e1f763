package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the rows are, the whole job gives the bytes that one builder gives for them. */
class UnusualRowsRunTest {
    private static final Interval DAY = Interval.parse("2001-01-01/2001-01-02");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "\u0001",
            "a\u0000b",
            "é",
            "\uD83D\uDE00",
            "\uFFFF",
            "\uE000",
            "null",
            "\"quoted\"",
            "a,b\tc|d");

    @TempDir
    Path directory;

    @Test
    void fourHundredColumns() throws Exception {
        int columns = 400;
        sameAsOneBuilder(columns, 300, (row, random) -> {
            for (int i = 0; i < columns; i++) {
                if (random.nextInt(3) > 0) {
                    row.put("c" + i, "v" + random.nextInt(1 + i));
                }
            }
        });
    }

    @Test
    void everyOddTextAloneAndAmongSeveral() throws Exception {
        sameAsOneBuilder(3, 2_000, (row, random) -> {
            row.put("c0", ODD.get(random.nextInt(ODD.size())));
            ArrayNode several = row.putArray("c1");
            for (int i = random.nextInt(4); i > 0; i--) {
                if (random.nextInt(5) == 0) {
                    several.addNull();
                } else {
                    several.add(ODD.get(random.nextInt(ODD.size())));
                }
            }
            if (random.nextInt(3) == 0) {
                row.putNull("c2");
            }
        });
    }

    @Test
    void valuesOfAMegabyte() throws Exception {
        sameAsOneBuilder(2, 6, (row, random) -> {
            row.put("c0", "é" + "x".repeat(1 << 20) + random.nextInt(3));
            row.put("c1", "y".repeat(random.nextInt(70_000)));
        });
    }

    @Test
    void oneRow() throws Exception {
        sameAsOneBuilder(1, 1, (row, random) -> row.put("c0", "only"));
    }

    private interface Fill {
        void fill(ObjectNode row, SplittableRandom random);
    }

    private void sameAsOneBuilder(int columns, int rows, Fill fill) throws Exception {
        Path input = directory.resolve("rows.json");
        SplittableRandom random = new SplittableRandom(columns);
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int i = 0; i < rows; i++) {
                ObjectNode row = JsonNodeFactory.instance.objectNode();
                row.put("t", DAY.start() + random.nextLong(86_400_000));
                row.put("n", random.nextLong());
                fill.fill(row, random);
                out.write(row.toString());
                out.newLine();
            }
        }
        String spec = spec(input, columns);

        IndexReport report = new LocalRun(directory.resolve("run")).run(spec);

        assertThat(report.segments()).hasSize(1);
        assertThat(report.segments().get(0).sha256()).isEqualTo(OneBuilder.sha256(input, spec, DAY));
    }

    private static String spec(Path input, int columns) {
        ArrayNode dimensions = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < columns; i++) {
            dimensions.add("c" + i);
        }
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "json",
                     "timestampSpec": {"column": "t", "format": "millis"},
                     "dimensionsSpec": {"dimensions": %s}}},
                   "metricsSpec": [{"type": "count", "name": "count"},
                     {"type": "longSum", "name": "sum", "fieldName": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "DAY",
                     "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(dimensions, input);
    }
}
