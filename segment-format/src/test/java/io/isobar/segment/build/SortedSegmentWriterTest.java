package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.testing.SegmentDump;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedSegmentWriterTest {
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final long START = DAY.start();

    @TempDir
    Path temp;

    @Test
    void refusesARowThatSortsBeforeTheOneThatCameLast() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            writer.add(row(START + 1, "a", 1.0));

            assertThatThrownBy(() -> writer.add(row(START, "z", 1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Row [1] at [2001-01-01T00:00:00.000Z] sorts before the one that came last:"
                            + " sort rows by time and dimensions first");
        }
    }

    @Test
    void refusesARowOutsideOfItsInterval() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            assertThatThrownBy(() -> writer.add(row(DAY.end(), "a", 1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Time [2001-01-02T00:00:00.000Z] lies outside of the segment's interval");
        }
    }

    @Test
    void namesTheMetricWhoseInputIsNoNumberAndNotTheInput() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            assertThatThrownBy(() -> writer.add(row(START, "a", "secret")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Metric [sum]")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void truncatesTimesAndNeverBeforeItsInterval() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.ALL)) {
            writer.add(row(START + 5, "a", 1.0));
            writer.add(row(DAY.end() - 1, "a", 2.0));
            writer.writeTo(temp.resolve("segment"));
        }

        try (Segment segment = Segment.open(temp.resolve("segment"))) {
            assertThat(SegmentDump.rows(segment, List.of(Segment.TIME, "name", "sum")))
                    .containsExactly(List.of(START, "a", 3.0));
        }
    }

    @Test
    void addsTheSameNumbersToTheSameSumInWhateverOrderEvenIfTheyTakeScratchFiles() throws IOException {
        List<Double> numbers = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 3 * BitOrder.HEAP_NUMBERS; i++) {
            numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(20)));
        }
        Path first = sum(numbers, "first");
        Collections.shuffle(numbers, random);
        Path second = sum(numbers, "second");

        assertThat(Files.mismatch(first.resolve("00000.smoosh"), second.resolve("00000.smoosh")))
                .isEqualTo(-1);
    }

    private Path sum(List<Double> numbers, String name) throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            for (Double number : numbers) {
                writer.add(row(START, "a", number));
            }
            assertThat(writer.writeTo(temp.resolve(name)).rows()).isEqualTo(1);
        }
        return temp.resolve(name);
    }

    @Test
    void aBuildThatFailsLeavesNothingThatLooksLikeASegment() throws IOException {
        Path target = temp.resolve("segments").resolve("segment");
        SegmentSpec spec = spec(Granularity.NONE, "a,b");
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, temp.resolve("scratch"), 1)) {
            writer.add(row(START, "a", 1.0));
            assertThatThrownBy(() -> writer.writeTo(target))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("A column cannot be called [a,b]");
        }

        assertThat(target.getParent()).isEmptyDirectory();
        assertThat(temp.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void neverOverwritesASegment() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            writer.add(row(START, "a", 1.0));
            Path target = Files.createDirectory(temp.resolve("there"));

            assertThatThrownBy(() -> writer.writeTo(target)).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void refusesToWriteASegmentWithoutRows() throws IOException {
        try (SortedSegmentWriter writer = writer(Granularity.NONE)) {
            assertThatThrownBy(() -> writer.writeTo(temp.resolve("empty")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a segment has at least one");
        }
    }

    @Test
    void ordersNullsFirstThenByUtf16AndShorterListsFirst() {
        RowOrder order = new RowOrder(spec(Granularity.NONE, "name"));
        List<Object> ascending = new ArrayList<>();
        ascending.add(List.of());
        ascending.add(null);
        ascending.add("");
        ascending.add("a");
        ascending.add(List.of("a", "a"));
        ascending.add(List.of("a", "b"));
        ascending.add("b");
        ascending.add("\uD83D\uDE00");
        ascending.add("\uFFFD");
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(Integer.signum(order.compare(row(0, ascending.get(i), 0.0), row(0, ascending.get(j), 0.0))))
                        .as("%s and %s", ascending.get(i), ascending.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    private SortedSegmentWriter writer(Granularity granularity) throws IOException {
        return new SortedSegmentWriter(spec(granularity, "name"), temp.resolve("scratch"), 1);
    }

    private static SegmentSpec spec(Granularity granularity, String dimension) {
        return new SegmentSpec(
                DAY,
                granularity,
                true,
                List.of(Dimension.string(dimension)),
                List.of(Metric.of(Metric.Kind.DOUBLE_SUM, "sum", "value")),
                IndexSpec.defaults(),
                Optional.empty());
    }

    private static BuildRow row(long time, Object name, Object value) {
        return new BuildRow(time, new Object[] {name}, new Object[] {value});
    }
}
