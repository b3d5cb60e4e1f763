package io.isobar.segment.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.build.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Druid 33 stores of some rows, and what is folded of the same ones. */
class DruidComplexColumnsTest {
    private static final JsonNode DRUID = load();
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

    private static JsonNode load() {
        try (InputStream in = DruidComplexColumnsTest.class.getResourceAsStream("/druid-33-complex-columns.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Metric> metrics() {
        return elements("metricsSpec").map(Metric::fromJson);
    }

    private static Stream<JsonNode> elements(String field) {
        return IntStream.range(0, DRUID.get(field).size())
                .mapToObj(i -> DRUID.get(field).get(i));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void storesWhatDruidStores(Metric metric) {
        for (int i = 0; i < KEYS.size(); i++) {
            byte[] druid = druid(metric, i);
            byte[] ours = folded(metric, inputs(metric, KEYS.get(i)));
            switch (metric.kind()) {
                case HLL_SKETCH_BUILD -> assertSameCount(ours, druid);
                case QUANTILES_DOUBLES_SKETCH -> assertSameQuantiles(metric, ours, druid);
                default -> assertThat(ours).as("key %s", KEYS.get(i)).isEqualTo(druid);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void theOrderOfRowsDoesNotShow(Metric metric) {
        for (String key : KEYS) {
            List<byte[]> inputs = inputs(metric, key);
            byte[] straight = folded(metric, inputs);
            for (int seed = 0; seed < 5; seed++) {
                Collections.shuffle(inputs, new Random(seed));

                assertThat(folded(metric, inputs)).as("key %s", key).isEqualTo(straight);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void foldsWhatDruidStored(Metric metric) {
        ComplexFold merge = metric.combining().newFold();
        for (int i = 0; i < KEYS.size(); i++) {
            byte[] druid = druid(metric, i);
            assertThat(merge.encode(0, druid)).isEqualTo(druid.length == 0 ? null : druid);
            merge.fold(druid, 0, druid.length);
            byte[] alone = merge.take();
            if (metric.kind() == Metric.Kind.HLL_SKETCH_BUILD && druid.length > 0) {
                assertThat(HllSketch.heapify(alone).getEstimate())
                        .isEqualTo(HllSketch.heapify(druid).getEstimate());
            } else {
                assertThat(alone).isEqualTo(druid);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void writesTheCombiningMetricAsDruidDoes(Metric metric) {
        JsonNode druid = elements("combining")
                .filter(json -> json.get("name").textValue().equals(metric.name()))
                .findFirst()
                .orElseThrow();

        assertThat(metric.combining().toJson()).hasToString(druid.toString());
        assertThat(Metric.fromJson(druid)).isEqualTo(metric.combining());
        assertThat(Metric.fromJson(metric.toJson())).isEqualTo(metric);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void namesTheTypeOfTheColumnAsDruidDoes(Metric metric) {
        assertThat(column(metric).get("descriptor").textValue())
                .contains("\"typeName\":\"%s\"".formatted(metric.columnType()));
        assertThat(metric.combining().columnType()).isEqualTo(metric.columnType());
    }

    private static void assertSameCount(byte[] ours, byte[] druid) {
        if (druid.length == 0) {
            assertThat(ours).isEmpty();
            return;
        }
        HllSketch theirs = HllSketch.heapify(druid);
        HllSketch sketch = HllSketch.heapify(ours);
        if ((druid[7] & 3) == 2) {
            assertThat(sketch.getEstimate()).isEqualTo(theirs.getCompositeEstimate());
            assertThat(Arrays.copyOfRange(ours, 16, ours.length))
                    .isEqualTo(Arrays.copyOfRange(druid, 16, druid.length));
        } else {
            assertThat(sketch.getEstimate()).isEqualTo(theirs.getEstimate());
            HllBytes.makeCanonical(druid, false);
            assertThat(ours).isEqualTo(druid);
        }
    }

    private static void assertSameQuantiles(Metric metric, byte[] ours, byte[] druid) {
        int k = ((QuantilesSettings) metric.settings()).k();
        if (druid.length == 0) {
            assertThat(ours).isEmpty();
            return;
        }
        DoublesSketch theirs = DoublesSketch.heapify(Memory.wrap(druid));
        DoublesSketch sketch = DoublesSketch.heapify(Memory.wrap(ours));
        assertThat(Arrays.copyOf(ours, 32)).isEqualTo(Arrays.copyOf(druid, 32));
        assertThat(ours).hasSameSizeAs(druid);
        if (theirs.getN() < 2L * k) {
            assertThat(ours).isEqualTo(druid);
        }
        double most = theirs.getNormalizedRankError(true);
        for (double rank = 0.05; rank < 1; rank += 0.05) {
            double quantile = theirs.getQuantile(rank);
            assertThat(sketch.getRank(quantile)).isCloseTo(theirs.getRank(quantile), within(most));
        }
    }

    private static JsonNode column(Metric metric) {
        return elements("columns")
                .filter(json -> json.get("name").textValue().equals(metric.name()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] druid(Metric metric, int row) {
        JsonNode bytes = column(metric).get("values").get(row).get("bytes");
        return bytes.isNull() ? new byte[0] : stored(Base64.getDecoder().decode(bytes.textValue()), metric);
    }

    /** Druid's strategy gives pairs with strings little-endian, but its columns have them big-endian. */
    private static byte[] stored(byte[] bytes, Metric metric) {
        if (!metric.columnType().equals("serializablePairLongString")) {
            return bytes;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] stored = bytes.clone();
        ByteBuffer.wrap(stored).putLong(in.getLong()).putInt(in.getInt());
        return stored;
    }

    private static byte[] folded(Metric metric, List<byte[]> inputs) {
        ComplexFold fold = metric.newFold();
        List<byte[]> ordered = new ArrayList<>(inputs);
        if (fold.ordered()) {
            ordered.sort(Arrays::compareUnsigned);
        }
        ordered.forEach(bytes -> fold.fold(bytes, 0, bytes.length));
        byte[] taken = fold.take();
        return taken == null ? new byte[0] : taken;
    }

    private static List<byte[]> inputs(Metric metric, String key) {
        ComplexFold fold = metric.newFold();
        List<byte[]> inputs = new ArrayList<>();
        elements("rows").filter(row -> row.get("key").textValue().equals(key)).forEach(row -> {
            byte[] bytes = fold.encode(row.get("t").longValue(), input(metric, row));
            if (bytes != null) {
                inputs.add(bytes);
            }
        });
        return inputs;
    }

    private static Object input(Metric metric, JsonNode row) {
        Object value = value(row.path(metric.fieldName()));
        if (metric.settings() instanceof PairSettings pair && !pair.timeColumn().equals("__time")) {
            JsonNode time = row.path(pair.timeColumn());
            return time.isNumber() ? new TimedValue(time.longValue(), value) : null;
        }
        return value;
    }

    private static Object value(JsonNode json) {
        if (json.isArray()) {
            List<Object> values = new ArrayList<>();
            json.forEach(element -> values.add(value(element)));
            return values;
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        return json.isIntegralNumber() ? (Object) json.longValue() : json.isNumber() ? json.doubleValue() : null;
    }
}
