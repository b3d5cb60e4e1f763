package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpillingRowQueueTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1,0", "2,400", "3,2000", "4,100000"})
    void holdsWhatAPlainQueueHolds(long seed, long budget) throws Exception {
        Random random = new Random(seed);
        ArrayDeque<String> model = new ArrayDeque<>();
        try (RowQueue queue = new SpillingRowQueue(directory.resolve("rows"), budget)) {
            for (int i = 0; i < 4_000; i++) {
                int action = random.nextInt(100);
                if (action < (i / 500 % 2 == 0 ? 70 : 30)) {
                    String text = i + "x".repeat(random.nextInt(200) == 0 ? 100_000 : random.nextInt(50));
                    queue.add(i, row(text));
                    model.add(text);
                } else if (action < 98 && !model.isEmpty()) {
                    String first = model.remove();
                    assertThat(first).startsWith(Long.toString(queue.firstTime()));
                    assertThat(queue.removeFirst().value("text")).isEqualTo(first);
                } else if (action == 98) {
                    List<Object> seen = new ArrayList<>();
                    queue.forEach(row -> seen.add(String.valueOf(row.value("text"))));
                    assertThat(seen).isEqualTo(List.copyOf(model));
                } else if (random.nextInt(10) == 0) {
                    queue.clear();
                    model.clear();
                }
                assertThat(queue.size()).isEqualTo(model.size());
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void touchesNoDiskBelowItsBudget() throws Exception {
        Path file = directory.resolve("rows");
        try (RowQueue queue = new SpillingRowQueue(file, 1 << 20)) {
            queue.add(1, row("a"));
            queue.forEach(row -> {});
            assertThat(Files.exists(file)).isFalse();
        }
    }

    private static Row row(String text) {
        Row row = new Row();
        row.set("text", text);
        return row;
    }
}
