package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Segment;
import io.isobar.segment.column.StringColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment whose distinct strings alone are larger than the heap is built all the same, in a JVM of its own. */
class BoundedHeapIT {
    private static final int ROWS = 1_000_000;

    @TempDir
    Path temp;

    @Test
    void buildsAMillionSortedRowsOfAMillionValuesInAHeapSmallerThanTheseValues() throws Exception {
        assertBuilt("sorted");
    }

    @Test
    void buildsThemInNoOrderWithinItsBudget() throws Exception {
        assertBuilt("unsorted", Integer.toString(10 << 20));
    }

    private void assertBuilt(String name, String... budget) throws Exception {
        Path log = temp.resolve(name + ".log");
        Path segment = temp.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManyRows.class.getName(),
                Integer.toString(ROWS),
                Integer.toString(ROWS),
                temp.resolve("scratch").toString(),
                segment.toString()));
        command.addAll(List.of(budget));
        Process build = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(build.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(build.exitValue()).as(Files.readString(log)).isZero();
        try (Segment opened = Segment.open(segment)) {
            assertThat(opened.rows()).isEqualTo(ROWS);
            StringColumn tails = (StringColumn) opened.column("tail").orElseThrow();
            assertThat(tails.cardinality()).isEqualTo(ROWS);
            assertThat(tails.value(ROWS - 1)).isEqualTo("tail-number-000999999-of-an-aircraft");
        }
    }
}
