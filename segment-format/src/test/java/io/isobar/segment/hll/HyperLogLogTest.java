package io.isobar.segment.hll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.Segment;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void estimatesWhatDruidEstimates(int number) throws IOException {
        GoldenSegment golden = GoldenSegment.number(number);
        JsonNode answer = golden.results().get("timeseries_all").get(0).path("result");
        try (Segment segment = Segment.open(golden.segment())) {
            ComplexColumn users = (ComplexColumn) segment.column("users").orElseThrow();
            HyperLogLog all = new HyperLogLog();
            for (int row = 0; row < users.rows(); row++) {
                all.fold(users.value(row));
            }

            assertThat(all.estimate()).isEqualTo(answer.get("users").doubleValue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 127, 128, 1000, 5000, 20_000, 300_000})
    void isWithinItsErrorAndSurvivesSerialising(int distinct) {
        HyperLogLog counted = counted(0, distinct);

        HyperLogLog read = HyperLogLog.read(ByteBuffer.wrap(counted.toBytes()));

        assertThat(counted.estimate()).isCloseTo(distinct, within(Math.max(1, distinct * 0.08)));
        assertThat(read.estimate()).isCloseTo(counted.estimate(), within(counted.estimate() * 1e-3));
        assertThat(read.toBytes()).isEqualTo(counted.toBytes());
    }

    @Test
    void theOrderOfValuesDoesNotShow() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            values.add("v" + i);
        }
        HyperLogLog straight = new HyperLogLog();
        values.forEach(straight::add);
        Collections.shuffle(values, new Random(7));
        HyperLogLog shuffled = new HyperLogLog();
        values.forEach(shuffled::add);

        assertThat(shuffled.toBytes()).isEqualTo(straight.toBytes());
    }

    @Test
    void foldingIsCountingTogether() {
        HyperLogLog left = counted(0, 3000);
        HyperLogLog right = counted(2000, 6000);
        left.fold(ByteBuffer.wrap(right.toBytes()));

        assertThat(left.toBytes()).isEqualTo(counted(0, 6000).toBytes());
    }

    @Test
    void writesThreeZerosForEachByteThatHoldsTwoRegisters() {
        byte[] sketch = counted(0, 127).toBytes();

        assertThat((sketch.length - 7) % 3).isZero();
        assertThat((sketch.length - 7) / 3).isEqualTo(ByteBuffer.wrap(sketch).getShort(2));
        assertThat(HyperLogLog.read(ByteBuffer.wrap(sketch)).estimate())
                .isEqualTo(counted(0, 127).estimate());
    }

    @Test
    void readsTheVersionWithoutOverflow() {
        byte[] current = one().toBytes();
        ByteBuffer old = ByteBuffer.allocate(6)
                .put((byte) 0)
                .putShort((short) 1)
                .putShort((short) (ByteBuffer.wrap(current).getShort(7) - 4))
                .put(current[9])
                .flip();

        assertThat(HyperLogLog.read(old).toBytes()).isEqualTo(current);
    }

    @Test
    void nothingCountedIsNoBytesAndNoValue() {
        assertThat(new HyperLogLog().toBytes()).isEmpty();
        assertThat(HyperLogLog.read(ByteBuffer.allocate(0)).estimate()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "01ff0001000000", "0100000100000000", "01000001050900", "010000010000000002ff"})
    void refusesWhatIsNoSketch(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> HyperLogLog.read(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hyperUnique");
    }

    private static HyperLogLog one() {
        HyperLogLog sketch = new HyperLogLog();
        sketch.add("one");
        return sketch;
    }

    private static HyperLogLog counted(int from, int to) {
        HyperLogLog sketch = new HyperLogLog();
        for (int i = from; i < to; i++) {
            sketch.add("v" + i);
        }
        return sketch;
    }
}
