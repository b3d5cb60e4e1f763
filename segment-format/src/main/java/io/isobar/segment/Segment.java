package io.isobar.segment;

import io.isobar.segment.column.Column;
import io.isobar.segment.column.ColumnFile;
import io.isobar.segment.column.ColumnLayout;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.OpenGuard;
import io.isobar.segment.smoosh.ByteSource;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.PhysicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.ZipFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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

    private final PhysicalFiles physical;
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
        this.physical = physical;
        guard = new OpenGuard(physical.location());
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
     * Opens a segment's directory, or a zip of it. Entries of a zip that are deflated, as those in Druid's deep storage are,
     * are unpacked into Java's directory for temporary files, where they take room until the segment is closed and collected.
     *
     * @throws CorruptSegmentException if its bytes contradict the format
     * @throws UnsupportedSegmentException if it is of another version, or a zip that is encrypted or compressed otherwise
     */
    public static Segment open(Path directoryOrZip) throws IOException {
        return open(directoryOrZip, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Opens a segment's directory, or a zip of it; what must be unpacked is unpacked into {@code scratch}. */
    public static Segment open(Path directoryOrZip, Path scratch) throws IOException {
        return open(
                Files.isDirectory(directoryOrZip)
                        ? new DirectoryFiles(directoryOrZip)
                        : ZipFiles.open(directoryOrZip, scratch));
    }

    /**
     * Opens a zip that lies elsewhere, and closes it with the segment. If its entries are stored, the bytes of a column are
     * fetched when it is first asked for; if they are deflated, all are fetched and unpacked into {@code scratch} now. More
     * than a few bytes of a column go to {@code scratch} too.
     *
     * @param zip for example {@link ByteSource#of a channel}; it is closed if opening fails
     */
    public static Segment open(ByteSource zip, Path scratch) throws IOException {
        PhysicalFiles files;
        try {
            files = ZipFiles.open(zip, scratch);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, zip);
            throw e;
        }
        return open(files);
    }

    /**
     * Opens a segment whose files the caller supplies, and closes them with it.
     *
     * @throws CorruptSegmentException if its bytes contradict the format
     * @throws UnsupportedSegmentException if it is of another version
     */
    public static Segment open(PhysicalFiles files) throws IOException {
        try {
            return new Segment(files);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            closeAfter(cause, files);
            throw cause;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, files);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void requireVersion(PhysicalFiles physical) throws IOException {
        if (!physical.has("version.bin")) {
            if (physical.has("druid.segment")) {
                throw anotherVersion("V10 (it has a file druid.segment and no version.bin)", physical.location());
            }
            if (physical.has("index.drd")) {
                throw anotherVersion("V8 or older (it has a file index.drd and no version.bin)", physical.location());
            }
        }
        Region file = physical.map("version.bin");
        int version = file.int32(0, "version of the segment");
        if (version != VERSION) {
            throw anotherVersion("V%d (int32 at byte [0])".formatted(version), file.file());
        }
    }

    private static UnsupportedSegmentException anotherVersion(String found, String where) {
        return new UnsupportedSegmentException(
                "Segment has format %s, expected V9".formatted(found),
                where,
                "Write it anew with a Druid that reads it and writes V9");
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
        try {
            return columns.computeIfAbsent(name, this::openColumn);
        } catch (UncheckedIOException e) {
            // whoever fetches bytes while the segment is being closed is told so, not that the channel is closed
            guard.check();
            throw e;
        }
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

    /**
     * How that column lies in the segment's files; empty if there is none of that name, or if it needs none, being null in
     * every row.
     *
     * @throws UncheckedIOException around a {@link CorruptSegmentException}
     * @throws IllegalStateException after {@link #close}
     */
    public Optional<ColumnLayout> layout(String name) {
        guard.check();
        return columnNames.contains(name)
                ? files.find(name).map(file -> ColumnLayout.read(name, file, files))
                : Optional.empty();
    }

    /**
     * The bytes of each of its logical files by name, those of no column included.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public Map<String, Integer> fileSizes() {
        guard.check();
        Map<String, Integer> sizes = new TreeMap<>();
        files.names().forEach(name -> sizes.put(name, files.size(name)));
        return Collections.unmodifiableMap(sizes);
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
        return physical.location();
    }

    /**
     * Closes it: every later use fails with an {@link IllegalStateException}; one that is under way finishes, or fails so.
     *
     * @throws UncheckedIOException if the zip that it was opened from cannot be closed
     */
    @Override
    public void close() {
        guard.close();
        try {
            physical.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
