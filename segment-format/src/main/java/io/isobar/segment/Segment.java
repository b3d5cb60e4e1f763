package io.isobar.segment;

import io.isobar.segment.column.Column;
import io.isobar.segment.column.ColumnFile;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.OpenGuard;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.PhysicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.StoredZipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An open segment. Safe for many threads.
 *
 * <p>A segment is a directory, or a zip that stores one uncompressed, of {@code version.bin} (int32 big-endian 9), {@code
 * meta.smoosh} and the chunks it lists ({@link LogicalFiles}); among these {@code index.drd} ({@link SegmentIndex}),
 * {@code metadata.drd} ({@link SegmentMetadata}), {@code __time} and a file per column ({@link ColumnFile}).
 *
 * <p>Files are mapped, and a column's bytes read when it is first asked for. After {@link #close} every use fails with an
 * {@link IllegalStateException}; one that is under way finishes. The memory is given back when nothing refers to it any
 * more.
 */
public final class Segment implements AutoCloseable {
    /** The name of the column of times. */
    public static final String TIME = "__time";

    private static final int VERSION = 9;

    private final String location;
    private final OpenGuard guard;
    private final LogicalFiles files;
    private final SegmentIndex index;
    private final SegmentMetadata metadata;
    private final NumericColumn time;
    private final List<String> columnNames;
    private final long minTime;
    private final long maxTime;
    private final Map<String, Optional<Column>> columns = new ConcurrentHashMap<>();

    private Segment(PhysicalFiles physical) throws IOException {
        location = physical.location();
        guard = new OpenGuard(location);
        requireVersion(physical);
        files = LogicalFiles.open(physical);
        index = SegmentIndex.read(files.require("index.drd"), files);
        metadata = SegmentMetadata.read(files.find("metadata.drd"));
        time = ColumnFile.openTime(TIME, files.require(TIME), files, guard);
        columns.put(TIME, Optional.of(time));
        columnNames = columnNames(index);
        long[] bounds = timeBounds();
        minTime = bounds[0];
        maxTime = bounds[1];
    }

    /**
     * Opens a segment's directory, or a stored zip of it, by mapping it into memory.
     *
     * @throws CorruptSegmentException if its bytes contradict the format
     * @throws UnsupportedSegmentException if it is of another version, or a compressed zip
     */
    public static Segment open(Path directoryOrZip) throws IOException {
        return open(
                Files.isDirectory(directoryOrZip)
                        ? new DirectoryFiles(directoryOrZip)
                        : new StoredZipFiles(directoryOrZip));
    }

    /**
     * Opens a segment whose files the caller supplies, wherever they lie.
     *
     * @throws CorruptSegmentException if its bytes contradict the format
     * @throws UnsupportedSegmentException if it is of another version
     */
    public static Segment open(PhysicalFiles files) throws IOException {
        try {
            return new Segment(files);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void requireVersion(PhysicalFiles physical) throws IOException {
        if (!physical.has("version.bin")) {
            boolean old = physical.has("index.drd");
            boolean newer = physical.has("druid.segment");
            if (old || newer) {
                throw new UnsupportedSegmentException(
                        "Segment has format V%s, expected V9".formatted(newer ? "10" : "8 or older"),
                        physical.location());
            }
        }
        int version = physical.map("version.bin").int32(0, "version of the segment");
        if (version != VERSION) {
            throw new UnsupportedSegmentException(
                    "Segment has format V%d, expected V9".formatted(version), physical.location());
        }
    }

    private static List<String> columnNames(SegmentIndex index) {
        List<String> names = new ArrayList<>();
        names.add(TIME);
        names.addAll(index.dimensions());
        names.addAll(index.metrics());
        return List.copyOf(names);
    }

    private long[] timeBounds() {
        int rows = time.rows();
        if (rows == 0) {
            return new long[] {index.interval().start(), index.interval().start()};
        }
        NumericColumn.Reader reader = time.reader();
        long[] one = new long[1];
        if (metadata.sortedByTime()) {
            reader.longs(0, 1, one);
            long first = one[0];
            reader.longs(rows - 1, 1, one);
            return new long[] {first, one[0]};
        }
        long[] batch = new long[Math.min(rows, 8192)];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int row = 0; row < rows; row += batch.length) {
            int count = Math.min(batch.length, rows - row);
            reader.longs(row, count, batch);
            for (int i = 0; i < count; i++) {
                least = Math.min(least, batch[i]);
                most = Math.max(most, batch[i]);
            }
        }
        return new long[] {least, most};
    }

    /** How many rows it has. */
    public int rows() {
        return time.rows();
    }

    /** The bucket of time that it covers; wider, in general, than its rows' times. */
    public Interval interval() {
        return index.interval();
    }

    /** The names of its dimensions in their order, those included that are null in every row if the segment names them. */
    public List<String> dimensions() {
        return index.dimensions();
    }

    /** The names of its metrics in their order. */
    public List<String> metrics() {
        return index.metrics();
    }

    /** All names: {@code __time}, dimensions, metrics. */
    public List<String> columnNames() {
        return columnNames;
    }

    /** What it says about how it was built. */
    public SegmentMetadata metadata() {
        return metadata;
    }

    /**
     * The column of that name, opened when first asked for; empty if there is none, or if it is null in every row.
     *
     * @throws UncheckedIOException around a {@link CorruptSegmentException}, or around an {@link
     *     UnsupportedSegmentException} that names the column if it is of a type that is not read; other columns are
     *     readable all the same
     * @throws IllegalStateException after {@link #close}
     */
    public Optional<Column> column(String name) {
        guard.check();
        Optional<Column> known = columns.get(name);
        if (known != null) {
            return known;
        }
        if (!columnNames.contains(name)) {
            return Optional.empty();
        }
        return columns.computeIfAbsent(name, this::openColumn);
    }

    private Optional<Column> openColumn(String name) {
        Optional<Region> file = files.find(name);
        if (file.isEmpty() && !index.allNull(name)) {
            files.require(name);
        }
        return file.flatMap(bytes -> ColumnFile.open(name, bytes, files, rows(), guard));
    }

    /** {@code metadata.drd} as it lies, read-only; empty if there is none. */
    public Optional<ByteBuffer> metadataBytes() {
        guard.check();
        return files.find("metadata.drd").map(Region::bytes);
    }

    /** The least time of a row; the interval's start if there is no row. */
    public long minTime() {
        return minTime;
    }

    /** The greatest time of a row; the interval's start if there is no row. */
    public long maxTime() {
        return maxTime;
    }

    /** Where it was opened. */
    @Override
    public String toString() {
        return location;
    }

    @Override
    public void close() {
        guard.close();
    }
}
