package io.isobar.segment.column;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a column lies in its files: for people who want to know where the bytes go, and for comparing how two segments are
 * encoded.
 *
 * @param name the column's name
 * @param type of its part in the file's descriptor, as {@link ColumnFile} lists them
 * @param parts what its bytes are, in the order of the file; further files of the column come last
 */
public record ColumnLayout(String name, String type, List<Part> parts) {
    /**
     * Some bytes of a column.
     *
     * @param name what they are: {@code descriptor}, {@code dictionary}, {@code ids}, {@code bitmaps}, {@code values},
     *     {@code nulls}, {@code objects}, {@code rest}; or a further file's name without the column's
     * @param bytes how many
     * @param encoding how they are written, by aspect in a fixed order: {@code kind}, {@code version}, {@code compression},
     *     {@code encoding}, {@code bytesPerId}, {@code bucketSize}, {@code bitmap}. Only those that the part has
     */
    public record Part(String name, long bytes, Map<String, String> encoding) {
        public Part {
            if (bytes < 0) {
                throw new IllegalArgumentException("Part [%s] has [%d] bytes".formatted(name, bytes));
            }
            encoding = Collections.unmodifiableMap(new LinkedHashMap<>(encoding));
        }
    }

    public ColumnLayout {
        parts = List.copyOf(parts);
    }

    /**
     * Reads the headers of a column's parts; values are not read.
     *
     * @throws java.io.UncheckedIOException around a {@link io.isobar.segment.CorruptSegmentException} if the headers
     *     contradict the format
     */
    public static ColumnLayout read(String name, Region file, LogicalFiles siblings) {
        return new LayoutReader(name, file, siblings).read();
    }

    /** How many bytes the column has in all. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
