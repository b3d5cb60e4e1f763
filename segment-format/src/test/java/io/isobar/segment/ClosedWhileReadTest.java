package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads read one segment while another closes it: each read is complete and right, or says that it is closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedWhileReadTest {
    private static final String SEEDS = "io.isobar.segment.testing.Seeds#some";
    private static final int READERS = 6;
    private static final int ROUNDS = 12;
    private static final int MOST_READS = 40;

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);
    private final List<Path> segments = new ArrayList<>();
    private final Map<Path, Map<String, List<@Nullable Object>>> rows = new TreeMap<>();

    @BeforeAll
    void buildSegmentsOfEveryKindOfColumn(@TempDir Path temp) throws IOException {
        for (int number : new int[] {5, 8, 10, 12, 16}) {
            segments.add(GoldenSegment.number(number).segment());
        }
        segments.add(nested());
        Path zip = temp.resolve("segment.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            SegmentZip.pack(GoldenSegment.number(11).segment(), out);
        }
        segments.add(zip);
        for (int seed = 0; seed < 6; seed++) {
            segments.add(built(seed, temp));
        }
        for (Path segment : segments) {
            try (Segment open = Segment.open(segment)) {
                Map<String, List<@Nullable Object>> columns = new TreeMap<>();
                open.columnNames().forEach(name -> columns.put(name, SegmentDump.column(open, name)));
                rows.put(segment, columns);
            }
        }
    }

    /** Arrays, columns of several types, JSON, compressed objects. */
    private static Path nested() {
        try {
            return Path.of(
                    Objects.requireNonNull(ClosedWhileReadTest.class.getResource("/nested/front_zstd_complex/segment"))
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path built(int seed, Path temp) throws IOException {
        RandomRows random = new RandomRows(seed, true);
        SegmentSpec spec = random.spec();
        Path directory = temp.resolve("built" + seed);
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch" + seed), 64 << 20)) {
            for (BuildRow row : random.rows(spec)) {
                builder.add(row);
            }
            builder.writeTo(directory);
        }
        return directory;
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource(SEEDS)
    void everyReadIsCompleteOrRefused(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            closeWhileRead(segments.get(random.nextInt(segments.size())), random);
        }
    }

    private void closeWhileRead(Path path, SplittableRandom random) throws Exception {
        Segment segment = Segment.open(path);
        AtomicInteger reads = new AtomicInteger();
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(threads.submit(reader(segment, rows.get(path), reads, random.split())));
        }
        // Closed after a number of reads rather than after a time: that needs no clock, and falls anywhere into one.
        int until = random.nextInt(MOST_READS);
        while (reads.get() < until) {
            Thread.onSpinWait();
        }
        segment.close();

        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isNotNegative();
        }
        assertThatThrownBy(() -> segment.column(Segment.TIME)).isInstanceOf(IllegalStateException.class);
    }

    /** Reads columns, in an order of its own, until the segment is closed; returns how many it has read. */
    private static Callable<Integer> reader(
            Segment segment,
            Map<String, List<@Nullable Object>> expected,
            AtomicInteger reads,
            SplittableRandom random) {
        List<String> names = List.copyOf(expected.keySet());
        return () -> {
            for (int read = 0; ; read++) {
                String name = names.get(random.nextInt(names.size()));
                List<@Nullable Object> values;
                try {
                    values = SegmentDump.column(segment, name);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("is closed: hold it open for as long as its columns are read");
                    return read;
                }
                assertThat(values).as(name).isEqualTo(expected.get(name));
                reads.incrementAndGet();
            }
        };
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        Segment segment = Segment.open(segments.get(0));
        segment.close();
        segment.close();

        assertThatThrownBy(() -> segment.column(Segment.TIME)).isInstanceOf(IllegalStateException.class);
    }
}
