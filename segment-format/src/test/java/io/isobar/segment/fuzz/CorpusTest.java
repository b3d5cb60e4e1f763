package io.isobar.segment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.isobar.segment.Segment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once made a reader fail is read as it should be. Each file is a zip of a segment, one part of which is damaged. */
class CorpusTest {
    private static final long LIMIT_BYTES = 64 << 20;

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path directory = Path.of(
                Objects.requireNonNull(CorpusTest.class.getResource("/corpus")).toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isToldOrHarmless(Path zip) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            assertThat(FullRead.outcome(() -> new FullRead().segment(Segment.open(zip))))
                    .isNotNull();

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LIMIT_BYTES);
        });
    }
}
