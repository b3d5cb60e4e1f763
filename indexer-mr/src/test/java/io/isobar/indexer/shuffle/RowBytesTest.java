package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.StoredObject;
import io.isobar.segment.build.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBytesTest {
    @Test
    void aRowOfAPipelineComesBack() {
        Row row = new Row();
        row.set("text", "é\uD83D\uDE00");
        row.set("long", Long.MIN_VALUE);
        row.set("double", -0.0);
        row.set("float", 1.5f);
        row.set("decimal", new BigDecimal("12345678901234567890.10"));
        row.set("list", Arrays.asList("a", null, 7L));
        row.set("bytes", new byte[] {0, -1});
        row.set("sketch", new StoredObject("hyperUnique", new byte[] {1, 2, 3}));

        ByteSink out = new ByteSink();
        RowBytes.write(row, out);
        Row read = new RowBytes.Reader().read(out.array(), 0, out.size());

        assertThat(read.fields().keySet())
                .containsExactlyElementsOf(row.fields().keySet());
        assertThat(read.value("text")).isEqualTo("é\uD83D\uDE00");
        assertThat(read.value("long")).isEqualTo(Long.MIN_VALUE);
        assertThat(read.value("double")).isEqualTo(-0.0);
        assertThat(read.value("float")).isEqualTo(1.5f);
        assertThat(read.value("decimal")).isEqualTo(new BigDecimal("12345678901234567890.10"));
        assertThat(read.value("list")).isEqualTo(Arrays.asList("a", null, 7L));
        assertThat(read.value("bytes")).isEqualTo(new byte[] {0, -1});
        StoredObject sketch = (StoredObject) read.value("sketch");
        assertThat(sketch.typeName()).isEqualTo("hyperUnique");
        assertThat(sketch.bytes()).containsExactly(1, 2, 3);
    }

    /** Rows get further fields after they were read, and every now and then the names begin anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneReaderReadsRowsOfAllKindsOfFields(long seed) {
        Random random = new Random(seed);
        RowBytes.Reader reader = new RowBytes.Reader();
        int names = 3 + random.nextInt(300);
        List<Row> read = new ArrayList<>();
        List<Map<String, Object>> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Row row = new Row();
            int first = random.nextInt(names);
            for (int j = 0; j < random.nextInt(6); j++) {
                row.set("é" + (random.nextBoolean() ? first + j : random.nextInt(names)), (long) i);
            }
            ByteSink out = new ByteSink();
            RowBytes.write(row, out);

            Row again = reader.read(out.array(), 0, out.size());
            again.set("further" + random.nextInt(50), "x" + i);
            read.add(again);
            Map<String, Object> fields = new HashMap<>(row.fields());
            again.fields().forEach((name, value) -> {
                if (name.startsWith("further")) {
                    fields.put(name, value);
                }
            });
            expected.add(fields);
        }

        assertThat(read).extracting(Row::fields).isEqualTo(expected);
        assertThat(read).allMatch(row -> row.fields().size() >= 1);
    }

    @Test
    void theInputsOfMetricsComeBack() {
        MetricBytes metrics = new MetricBytes(
                List.of(
                        Metric.of(Metric.Kind.COUNT, "count", null),
                        Metric.of(Metric.Kind.LONG_SUM, "l", "l"),
                        Metric.of(Metric.Kind.DOUBLE_SUM, "d", "d"),
                        Metric.of(Metric.Kind.FLOAT_MAX, "f", "f"),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "u", "u"),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "v", "v")),
                false);
        Object[] values = {null, -12L, 0.1, null, List.of("a", "b"), "c"};

        ByteSink out = new ByteSink();
        metrics.write(1, values, out);

        assertThat(metrics.read(out.array(), out.size())).isEqualTo(values);
    }
}
