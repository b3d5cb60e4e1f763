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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads all of a segment and says what contradicts what. */
final class SegmentCheck {
    private static final Pattern CONTENT_ADDRESSED = Pattern.compile("([0-9a-f]{64})\\.zip");
    private static final int BATCH = 4096;

    private final Segment segment;
    private final List<String> problems = new ArrayList<>();

    private SegmentCheck(Segment segment) {
        this.segment = segment;
    }

    /** What is wrong with the segment, each in one line; nothing if it is sound. */
    static List<String> problems(Path path) throws IOException {
        Optional<String> foreign = foreignContent(path);
        if (foreign.isPresent()) {
            return List.of(foreign.get());
        }
        try (Segment segment = Segment.open(path)) {
            SegmentCheck check = new SegmentCheck(segment);
            check.times();
            segment.columnNames().stream()
                    .filter(name -> !name.equals(Segment.TIME))
                    .forEach(check::column);
            return check.problems;
        } catch (CorruptSegmentException | UnsupportedSegmentException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return List.of(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
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
            problems.add("column [" + Segment.TIME + "] is missing");
            return;
        }
        Interval interval = segment.interval();
        long[] batch = new long[BATCH];
        NumericColumn.Reader reader = time.reader();
        long previous = Long.MIN_VALUE;
        for (int first = 0; first < segment.rows(); first += BATCH) {
            int count = Math.min(BATCH, segment.rows() - first);
            reader.longs(first, count, batch);
            for (int i = 0; i < count; i++) {
                if (!interval.contains(batch[i])) {
                    problems.add("row [%d] has time [%s], outside of the interval [%s]"
                            .formatted(first + i, Interval.text(batch[i]), interval));
                    return;
                }
                if (batch[i] < previous) {
                    problems.add("row [%d] has time [%s], earlier than the row before it"
                            .formatted(first + i, Interval.text(batch[i])));
                    return;
                }
                previous = batch[i];
            }
        }
    }

    private void column(String name) {
        Optional<Column> column = segment.column(name);
        if (column.isEmpty()) {
            return;
        }
        if (column.get().rows() != segment.rows()) {
            problems.add("column [%s] has [%d] rows, the segment [%d]"
                    .formatted(name, column.get().rows(), segment.rows()));
        } else if (column.get() instanceof StringColumn strings) {
            new StringColumnCheck(strings).problem().ifPresent(problems::add);
        } else if (column.get() instanceof NumericColumn numbers) {
            numbers(numbers);
        } else if (column.get() instanceof ComplexColumn objects) {
            for (int row = 0; row < objects.rows(); row++) {
                objects.value(row);
            }
        } else if (column.get() instanceof NestedColumn nested) {
            for (int row = 0; row < nested.rows(); row++) {
                nested.value(row);
            }
        }
    }

    private void numbers(NumericColumn column) {
        double[] batch = new double[BATCH];
        NumericColumn.Reader reader = column.reader();
        for (int first = 0; first < column.rows(); first += BATCH) {
            reader.doubles(first, Math.min(BATCH, column.rows() - first), batch);
        }
        if (!column.nulls().isEmpty() && column.nulls().last() >= column.rows()) {
            problems.add("column [%s] has a null in row [%d] of [%d]"
                    .formatted(column.name(), column.nulls().last(), column.rows()));
        }
    }
}
