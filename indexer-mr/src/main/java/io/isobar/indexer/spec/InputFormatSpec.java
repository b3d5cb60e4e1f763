package io.isobar.indexer.spec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the bytes of a file become rows.
 *
 * @param kind of the file
 * @param lines how a line becomes a row; empty for files that have no lines
 * @param charset of the lines
 * @param binary how values of binary formats are taken
 * @param flatten how nested values become fields
 */
public record InputFormatSpec(
        Kind kind, Optional<LineSpec> lines, Charset charset, BinarySpec binary, FlattenSpec flatten) {

    /** The kinds of files that are read. */
    public enum Kind {
        JSON,
        CSV,
        TSV,
        REGEX,
        AVRO,
        ORC,
        PARQUET,
        /** Rows of existing segments. */
        SEGMENTS,
        /** Rows that an earlier stage of a pipeline wrote. */
        ROWS;

        public boolean isText() {
            return this == JSON || this == CSV || this == TSV || this == REGEX;
        }
    }

    /** What is made of Parquet's lists, maps and times, where Druid's parsers differ from each other and from what is meant. */
    public enum ParquetReading {
        /** As Druid's parser for Parquet. */
        DRUID,
        /** As Druid's parser for Parquet that goes through Avro. */
        DRUID_AVRO,
        /** As they are meant: for pipelines, which Druid doesn't have. */
        MEANT
    }

    /**
     * What Druid's specs say about values of Avro, ORC and Parquet.
     *
     * @param bytesAreText bytes without a type that says more are UTF-8
     * @param fromPig Avro: lists are Pig's bags, of tuples of which the first field counts
     * @param unionsByType Avro: a path sees a value of several possible types under the name of its type
     * @param parquet Parquet: whose reading is followed
     * @param schema Avro: the schema to read by, in JSON; the file's own if empty
     */
    public record BinarySpec(
            boolean bytesAreText,
            boolean fromPig,
            boolean unionsByType,
            ParquetReading parquet,
            Optional<String> schema) {
        static final BinarySpec DEFAULT = of(false, ParquetReading.DRUID);

        static BinarySpec of(boolean bytesAreText, ParquetReading parquet) {
            return new BinarySpec(bytesAreText, false, false, parquet, Optional.empty());
        }
    }

    public static final InputFormatSpec JSON_LINES =
            lines(Kind.JSON, new LineSpec.Json(false, Map.of()), FlattenSpec.DEFAULT);
    public static final InputFormatSpec ROWS = binary(Kind.ROWS, BinarySpec.DEFAULT, FlattenSpec.DEFAULT);
    public static final InputFormatSpec SEGMENTS = binary(Kind.SEGMENTS, BinarySpec.DEFAULT, FlattenSpec.DEFAULT);

    /** From a source of the pipeline. */
    static InputFormatSpec readSource(SpecObject source) {
        return InputFormatReader.source(source);
    }

    static InputFormatSpec lines(Kind kind, LineSpec lines, FlattenSpec flatten) {
        return new InputFormatSpec(kind, Optional.of(lines), StandardCharsets.UTF_8, BinarySpec.DEFAULT, flatten);
    }

    static InputFormatSpec binary(Kind kind, BinarySpec binary, FlattenSpec flatten) {
        return new InputFormatSpec(kind, Optional.empty(), StandardCharsets.UTF_8, binary, flatten);
    }

    InputFormatSpec in(Charset other) {
        return new InputFormatSpec(kind, lines, other, binary, flatten);
    }

    /** How a line becomes a row. */
    public LineSpec line() {
        return lines.orElseThrow(() -> new IllegalStateException("Files of kind [" + kind + "] have no lines"));
    }

    /**
     * The same format, where the rest of the spec is known.
     *
     * @param names top-level fields that it asks for; they are taken whatever they hold
     * @param everything whether other fields with plain values may matter too
     */
    InputFormatSpec reading(Set<String> names, boolean everything) {
        return new InputFormatSpec(kind, lines, charset, binary, flatten.reading(names, everything));
    }
}
