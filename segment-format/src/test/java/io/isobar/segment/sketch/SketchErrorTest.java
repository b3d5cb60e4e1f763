package io.isobar.segment.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.apache.datasketches.theta.Sketches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library makes of our bytes, and how far that is from the truth. */
class SketchErrorTest {
    @ParameterizedTest
    @CsvSource({"2, 1000", "16, 31", "16, 100000", "128, 255", "128, 256", "128, 65536", "128, 300001", "1024, 200000"})
    void aRankIsNeverWrongByMoreThanOneInK(int k, int count) {
        double[] numbers = new Random(k).doubles(count).map(x -> x * x).toArray();
        byte[] stored = quantiles(k, numbers);

        DoublesSketch sketch = DoublesSketch.heapify(Memory.wrap(stored));

        assertThat(sketch.getN()).isEqualTo(count);
        assertThat(worstRankError(sketch, numbers)).isLessThanOrEqualTo(1.0 / k);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 128})
    void mergedSketchesKeepToTheErrorThatTheLibraryPromises(int k) {
        Random random = new Random(k);
        double[] numbers = random.doubles(200_000).toArray();
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < numbers.length; ) {
            int end = Math.min(numbers.length, at + 1 + random.nextInt(8000));
            parts.add(quantiles(k, Arrays.copyOfRange(numbers, at, end)));
            at = end;
        }
        parts.sort(Arrays::compareUnsigned);
        ComplexFold fold = new QuantilesSettings(true, k, 1, true).newFold();
        parts.forEach(part -> fold.fold(part, 0, part.length));

        DoublesSketch sketch = DoublesSketch.heapify(Memory.wrap(fold.take()));

        assertThat(worstRankError(sketch, numbers)).isLessThan(DoublesSketch.getNormalizedRankError(k, false));
    }

    @Test
    void foldsWhatTheLibraryWroteWithAnotherK() {
        double[] numbers = new Random(8).doubles(100_000).toArray();
        for (int theirs : new int[] {32, 128, 512}) {
            var written = DoublesSketch.builder().setK(theirs).build();
            Arrays.stream(numbers).forEach(written::update);
            for (byte[] bytes : List.of(written.toByteArray(true), written.toByteArray(false))) {
                ComplexFold fold = QuantilesSettings.of(true).newFold();
                byte[] number = fold.encode(0, 0.5);
                fold.fold(number, 0, number.length);
                fold.fold(bytes, 0, bytes.length);

                DoublesSketch sketch = DoublesSketch.heapify(Memory.wrap(fold.take()));

                assertThat(sketch.getK()).isEqualTo(Math.min(128, theirs));
                assertThat(sketch.getN()).isEqualTo(numbers.length + 1);
                assertThat(worstRankError(sketch, numbers))
                        .isLessThan(2 * DoublesSketch.getNormalizedRankError(sketch.getK(), false));
            }
        }
    }

    @Test
    void thetaEstimatesWithinItsBounds() {
        ComplexFold fold = new ThetaSettings(1024, false, true, null).newFold();
        for (long i = 0; i < 100_000; i++) {
            byte[] bytes = fold.encode(0, i);
            fold.fold(bytes, 0, bytes.length);
        }

        var sketch = Sketches.heapifySketch(Memory.wrap(fold.take()));

        assertThat(sketch.getRetainedEntries(true)).isEqualTo(1024);
        assertThat(sketch.getLowerBound(3)).isLessThan(100_000);
        assertThat(sketch.getUpperBound(3)).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @CsvSource({"12, 60000", "12, 3", "12, 300", "10, 1000000", "14, 20000", "4, 40"})
    void hllEstimatesWhatTheUnionOfTheLibraryEstimates(int lgK, int distinct) {
        for (HllSettings.RegisterType type : HllSettings.RegisterType.values()) {
            ComplexFold fold =
                    new HllSettings(false, lgK, type, HllSettings.StringEncoding.UTF8, true, false).newFold();
            HllSketch left = new HllSketch(lgK, TgtHllType.HLL_8);
            HllSketch right = new HllSketch(lgK, TgtHllType.HLL_8);
            for (long i = 0; i < distinct; i++) {
                byte[] bytes = fold.encode(0, i);
                fold.fold(bytes, 0, bytes.length);
                (i % 2 == 0 ? left : right).update(i);
            }
            Union union = new Union(lgK);
            union.update(left);
            union.update(right);

            HllSketch sketch = HllSketch.heapify(fold.take());

            assertThat(sketch.getEstimate()).isEqualTo(union.getResult().getEstimate());
            assertThat(sketch.getEstimate()).isCloseTo(distinct, within(4.2 * distinct / Math.sqrt(1 << lgK) + 0.01));
        }
    }

    @Test
    void ranksThatFourBitsCannotHoldAreStoredInOneWay() {
        HllSettings settings = HllSettings.of(false);
        int withExceptions = 0;
        for (int seed = 0; seed < 30; seed++) {
            ComplexFold fold = settings.newFold();
            List<byte[]> values = new ArrayList<>();
            for (long i = 0; i < 9000; i++) {
                values.add(fold.encode(0, seed * 9000L + i));
            }
            byte[] straight = folded(fold, values);
            Collections.shuffle(values, new Random(seed));

            assertThat(folded(fold, values)).isEqualTo(straight);
            assertThat(folded(settings.combining().newFold(), List.of(straight)))
                    .isEqualTo(straight);
            int exceptions =
                    ByteBuffer.wrap(straight).order(ByteOrder.LITTLE_ENDIAN).getInt(36);
            withExceptions += exceptions > 1 ? 1 : 0;
        }
        assertThat(withExceptions).isPositive();
    }

    private static byte[] folded(ComplexFold fold, List<byte[]> values) {
        values.forEach(bytes -> fold.fold(bytes, 0, bytes.length));
        return fold.take();
    }

    private static byte[] quantiles(int k, double... numbers) {
        ComplexFold fold = new QuantilesSettings(false, k, 1, true).newFold();
        List<byte[]> values = new ArrayList<>();
        for (double number : numbers) {
            values.add(fold.encode(0, number));
        }
        values.sort(Arrays::compareUnsigned);
        return folded(fold, values);
    }

    private static double worstRankError(DoublesSketch sketch, double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i += 1 + sorted.length / 5000) {
            double truth = (i + 1.0) / sorted.length;
            worst = Math.max(worst, Math.abs(sketch.getRank(sorted[i]) - truth));
        }
        return worst;
    }
}
