package io.isobar.cli.segment;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.hll.HyperLogLog;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Reads all of a segment and says what contradicts what. */
final class SegmentCheck {
    private static final Pattern CONTENT_ADDRESSED = Pattern.compile("([0-9a-f]{64})\\.zip");
    private static final int BATCH = 4096;

    private final Segment segment;
    private final List<Problem> problems = new ArrayList<>();

    private SegmentCheck(Segment segment) {
        this.segment = segment;
    }

    /** All that is wrong with the segment; nothing if it is sound. */
    static List<Problem> problems(Path path, Progress progress) throws IOException {
        List<Problem> outside = new ArrayList<>();
        foreignContent(path).map(Problem::of).ifPresent(outside::add);
        try {
            damagedEntries(path).map(Problem::of).ifPresent(outside::add);
            try (Segment segment = Segment.open(path)) {
                SegmentCheck check = new SegmentCheck(segment);
                check.all(progress);
                outside.addAll(check.problems);
            }
        } catch (CorruptSegmentException | UnsupportedSegmentException e) {
            outside.add(Problem.of(e));
        }
        return outside;
    }

    private void all(Progress progress) {
        List<String> names = segment.columnNames();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            try {
                if (name.equals(Segment.TIME)) {
                    times();
                } else {
                    column(name);
                }
                segment.layout(name);
            } catch (UncheckedIOException e) {
                // One column that can't be read must not hide what is wrong with the others.
                problems.add(Problem.of(Objects.requireNonNull(e.getCause())));
            }
            progress.at(i + 1, names.size(), "columns");
        }
    }

    /** An entry of a zip whose bytes don't have the checksum that stands beside them. */
    private static Optional<String> damagedEntries(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        String name = "";
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                name = entry.getName();
                zip.transferTo(OutputStream.nullOutputStream());
            }
            return Optional.empty();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            return Optional.of("entry [%s] of the zip is damaged: %s".formatted(name, e.getMessage()));
        }
    }

    /** A zip whose name promises a SHA-256 that its bytes don't have. */
    private static Optional<String> foreignContent(Path path) throws IOException {
        Matcher name = CONTENT_ADDRESSED.matcher(String.valueOf(path.getFileName()));
        if (!name.matches() || !Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            String actual = HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
            return actual.equals(name.group(1))
                    ? Optional.empty()
                    : Optional.of(
                            "its SHA-256 is [" + actual + "], not what its name says: it is damaged, copy it again");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private void times() {
        Optional<Column> column = segment.column(Segment.TIME);
        if (column.isEmpty() || !(column.get() instanceof NumericColumn time)) {
            problem("column [" + Segment.TIME + "] is missing");
            return;
        }
        Interval interval = segment.interval();
        long[] batch = new long[BATCH];
        NumericColumn.Reader reader = time.reader();
        long previous = Long.MIN_VALUE;
        boolean sorted = segment.metadata().sortedByTime();
        int outside = 0;
        int backwards = 0;
        String firstOutside = "";
        String firstBackwards = "";
        for (int first = 0; first < segment.rows(); first += BATCH) {
            int count = Math.min(BATCH, segment.rows() - first);
            reader.longs(first, count, batch);
            for (int i = 0; i < count; i++) {
                if (!interval.contains(batch[i]) && outside++ == 0) {
                    firstOutside = rowAndTime(first + i, batch[i]);
                }
                if (sorted && batch[i] < previous && backwards++ == 0) {
                    firstBackwards = rowAndTime(first + i, batch[i]);
                }
                previous = batch[i];
            }
        }
        if (outside > 0) {
            problem("[%d] rows have a time outside of the interval [%s], the first is %s"
                    .formatted(outside, interval, firstOutside));
        }
        if (backwards > 0) {
            problem("[%d] rows have a time earlier than the row before them, the first is %s"
                    .formatted(backwards, firstBackwards));
        }
        if (!time.nulls().isEmpty()) {
            problem("[%d] rows have no time".formatted(time.nulls().getCardinality()));
        }
    }

    private static String rowAndTime(int row, long time) {
        return "row [%d] with [%s]".formatted(row, Interval.text(time));
    }

    private void column(String name) {
        Optional<Column> column = segment.column(name);
        if (column.isEmpty()) {
            return;
        }
        if (column.get().rows() != segment.rows()) {
            problem("column [%s] has [%d] rows, the segment [%d]"
                    .formatted(name, column.get().rows(), segment.rows()));
        } else if (column.get() instanceof StringColumn strings) {
            new StringColumnCheck(strings).problems().forEach(this::problem);
        } else if (column.get() instanceof NumericColumn numbers) {
            numbers(numbers);
        } else if (column.get() instanceof ComplexColumn objects) {
            objects(objects);
        } else if (column.get() instanceof NestedColumn nested) {
            for (int row = 0; row < nested.rows(); row++) {
                nested.value(row);
            }
        }
    }

    private void problem(String text) {
        problems.add(Problem.of(text));
    }

    /** Bytes that their type's reader refuses; of the types that have one here. */
    private void objects(ComplexColumn column) {
        boolean sketches = column.typeName().equals("hyperUnique");
        int wrong = 0;
        String first = "";
        for (int row = 0; row < column.rows(); row++) {
            ByteBuffer value = column.value(row);
            try {
                if (sketches) {
                    HyperLogLog.read(value);
                }
            } catch (IllegalArgumentException e) {
                first = wrong++ == 0 ? "in row [%d]: %s".formatted(row, e.getMessage()) : first;
            }
        }
        if (wrong > 0) {
            problem("column [%s] has [%d] sketches that are none, the first %s".formatted(column.name(), wrong, first));
        }
    }

    private void numbers(NumericColumn column) {
        double[] batch = new double[BATCH];
        NumericColumn.Reader reader = column.reader();
        for (int first = 0; first < column.rows(); first += BATCH) {
            reader.doubles(first, Math.min(BATCH, column.rows() - first), batch);
        }
        if (!column.nulls().isEmpty() && column.nulls().last() >= column.rows()) {
            problem("column [%s] has a null in row [%d] of [%d]"
                    .formatted(column.name(), column.nulls().last(), column.rows()));
        }
    }
}
