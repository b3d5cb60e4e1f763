package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.ValueType;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a segment anew with its columns encoded in another way: the same rows in the same order, the same names, interval
 * and metadata. A column of strings keeps its bitmaps, or its lack of them; objects are carried over as bytes, whatever
 * their type. Columns of type {@code auto} become plain ones of their values' type. Projections, which repeat what the
 * columns say, are left out.
 */
public final class SegmentConverter {
    private static final String PROJECTIONS = "projections";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Segment source;
    private final IndexSpec indexSpec;
    private final Scratch scratch;

    private SegmentConverter(Segment source, IndexSpec indexSpec, Scratch scratch) {
        this.source = source;
        this.indexSpec = indexSpec;
        this.scratch = scratch;
    }

    /**
     * Writes {@code source} as {@code indexSpec} asks to {@code dir}, which must not exist yet and appears when it is
     * complete.
     *
     * @throws io.isobar.segment.CorruptSegmentException if the bytes of {@code source} contradict the format
     * @throws UnsupportedSegmentException naming the column if its values, arrays or documents, cannot be carried over
     */
    public static SegmentSummary convert(Segment source, IndexSpec indexSpec, Path scratch, Path dir)
            throws IOException {
        try (Scratch files = new Scratch(scratch)) {
            return new SegmentConverter(source, indexSpec, files).convert(dir);
        } catch (UncheckedIOException e) {
            // Columns of a segment open when they are asked for, and tell what is wrong with them so.
            throw e.getCause();
        }
    }

    private SegmentSummary convert(Path dir) throws IOException {
        List<String> names = new ArrayList<>(List.of(Segment.TIME));
        names.addAll(source.metrics());
        names.addAll(source.dimensions());
        Set<String> nullColumns = new HashSet<>();
        long bytes = SegmentDirectory.write(dir, SmooshLimits.FORMAT, smoosh -> {
            for (String name : names) {
                Column column = source.column(name).orElse(null);
                if (column == null) {
                    nullColumns.add(name);
                } else {
                    smoosh.add(name, converted(smoosh, name, column));
                }
            }
            smoosh.add(
                    "index.drd",
                    SegmentFiles.index(
                            source.interval(),
                            indexSpec.bitmap(),
                            source.dimensions(),
                            source.metrics(),
                            nullColumns,
                            scratch));
            ByteBuffer metadata = source.metadataBytes().orElse(null);
            if (metadata != null) {
                smoosh.add("metadata.drd", new Pieces().add(withoutProjections(metadata)));
            }
        });
        List<String> dimensions = new ArrayList<>(source.dimensions());
        dimensions.removeAll(nullColumns);
        return new SegmentSummary(source.rows(), source.rows(), bytes, dimensions, source.metrics());
    }

    private Pieces converted(FileSink files, String name, Column column) throws IOException {
        if (column instanceof NumericColumn numbers) {
            Compression compression = source.dimensions().contains(name)
                    ? indexSpec.dimensionCompression()
                    : indexSpec.metricCompression();
            return new NumberColumnWriter(scratch, files, indexSpec)
                    .write(name, column.type(), compression, new SegmentNumbers(numbers), source.rows());
        }
        @Nullable Column[] columns = {column};
        if (column instanceof StringColumn strings) {
            SegmentRun run = new SegmentRun(source, columns, new boolean[] {hasEmptyRows(strings)});
            return new StringColumnWriter(scratch, files, indexSpec)
                    .write(name, run, 0, strings.hasBitmaps(), source.rows());
        }
        if (column instanceof ComplexColumn objects && column.type() == ValueType.COMPLEX) {
            SegmentRun run = new SegmentRun(source, columns, new boolean[1]);
            return new ObjectColumnWriter(scratch, files)
                    .write(name, objects.typeName(), run.objects(0), source.rows());
        }
        throw new UnsupportedSegmentException(
                "Column [%s] holds arrays or documents, which cannot be written in another encoding".formatted(name),
                source.toString());
    }

    private static boolean hasEmptyRows(StringColumn column) {
        return column.multiValue() && new ListCheck(column, Dimension.MultiValueHandling.ARRAY).hasEmpty();
    }

    private static byte[] withoutProjections(ByteBuffer metadata) throws IOException {
        byte[] bytes = new byte[metadata.remaining()];
        metadata.duplicate().get(bytes);
        JsonNode json = bytes.length == 0 ? null : JSON.readTree(bytes);
        if (json instanceof ObjectNode object && object.has(PROJECTIONS)) {
            object.remove(PROJECTIONS);
            return JSON.writeValueAsBytes(object);
        }
        return bytes;
    }
}
