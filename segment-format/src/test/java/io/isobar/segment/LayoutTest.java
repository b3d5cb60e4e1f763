package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.column.ColumnLayout;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the bytes of a column go, and how they are written. */
class LayoutTest {
    @ParameterizedTest
    @MethodSource("io.isobar.segment.testing.GoldenSegment#all")
    void everyByteOfAColumnBelongsToOnePart(GoldenSegment golden) throws IOException {
        try (Segment segment = Segment.open(golden.segment())) {
            Map<String, Integer> sizes = segment.fileSizes();
            for (String name : segment.columnNames()) {
                long expected = sizes.entrySet().stream()
                        .filter(file ->
                                file.getKey().equals(name) || file.getKey().startsWith(name + "."))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                assertThat(segment.layout(name).map(ColumnLayout::bytes).orElse(0L))
                        .as(name)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             1 | country | dictionary | {kind=utf8, version=1}
             1 | country | ids        | {kind=one, version=2, compression=lz4, bytesPerId=1}
             1 | country | bitmaps    | {bitmap=roaring}
             3 | country | ids        | {kind=one, version=0, bytesPerId=1}
             4 | __time  | values     | {version=2, compression=none, encoding=longs}
             5 | country | bitmaps    | {bitmap=concise}
             6 | country | dictionary | {kind=frontCoded, version=1, bucketSize=4}
             7 | country | dictionary | {kind=frontCoded, version=0, bucketSize=16}
             8 | country | ids        | {kind=one, version=2, compression=zstd, bytesPerId=1}
             9 | __time  | values     | {version=2, compression=lzf, encoding=longs}
            10 | tags    | ids        | {kind=several, version=3, compression=lz4}
            11 | tags    | ids        | {kind=several, version=1, bytesPerId=1}
            """)
    void tellsHowAPartIsWritten(int golden, String column, String part, String encoding) throws IOException {
        try (Segment segment = Segment.open(GoldenSegment.number(golden).segment())) {
            assertThat(part(segment, column, part).encoding()).hasToString(encoding);
        }
    }

    @Test
    void tellsHowLongsArePacked() throws IOException {
        try (Segment segment = Segment.open(GoldenSegment.number(8).segment())) {
            assertThat(segment.columnNames().stream()
                            .filter(name ->
                                    segment.layout(name).orElseThrow().type().equals("longV2"))
                            .map(name ->
                                    part(segment, name, "values").encoding().get("encoding")))
                    .anyMatch(encoding -> encoding.startsWith("table of "));
        }
    }

    @Test
    void aColumnWithoutAFileHasNoLayout() throws IOException {
        try (Segment segment = Segment.open(GoldenSegment.number(1).segment())) {
            assertThat(segment.layout("no such column")).isEmpty();
            assertThat(segment.layout("index.drd")).isEmpty();
        }
    }

    private static ColumnLayout.Part part(Segment segment, String column, String name) {
        List<ColumnLayout.Part> parts = segment.layout(column).orElseThrow().parts();
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
