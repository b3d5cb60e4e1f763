package io.isobar.segment.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.build.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each fold keeps to. */
class ComplexFoldTest {
    private static final int[] SIZES = {1, 2, 7, 30, 130, 1000, 12_000};

    static Stream<FoldSettings> settings() {
        return Stream.concat(
                Arrays.stream(Metric.Kind.values())
                        .map(kind -> Metric.of(kind, "m", kind == Metric.Kind.COUNT ? null : "f")
                                .settings())
                        .filter(settings -> settings != null),
                Stream.of(
                        new PairSettings(PairSettings.Value.STRING, true, "__time", 3),
                        new ThetaSettings(16, false, true, null),
                        new ThetaSettings(512, true, true, 1),
                        new HllSettings(
                                false, 4, HllSettings.RegisterType.HLL_8, HllSettings.StringEncoding.UTF8, true, false),
                        new HllSettings(
                                false, 8, HllSettings.RegisterType.HLL_6, HllSettings.StringEncoding.UTF8, true, false),
                        new QuantilesSettings(false, 2, 100, true),
                        new QuantilesSettings(false, 32, 100, true)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theOrderOfValuesDoesNotShow(FoldSettings settings) {
        for (int size : SIZES) {
            List<byte[]> values = values(settings, size, 0);
            byte[] straight = folded(settings, values);
            assertThat(straight).isNotEmpty();

            Collections.shuffle(values, new Random(size));

            assertThat(folded(settings, values)).as("%d values", size).isEqualTo(straight);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void foldingAggregatesIsFoldingTheirValues(FoldSettings settings) {
        for (int size : SIZES) {
            List<byte[]> left = values(settings, size, 0);
            List<byte[]> right = values(settings, size / 2 + 1, size / 3);
            List<byte[]> all = new ArrayList<>(left);
            all.addAll(right);
            byte[] whole = folded(settings, all);

            byte[] parts = folded(settings.combining(), List.of(folded(settings, left), folded(settings, right)));

            if (settings instanceof QuantilesSettings) {
                assertThat(Arrays.copyOf(parts, 32)).isEqualTo(Arrays.copyOf(whole, 32));
                assertThat(parts).hasSameSizeAs(whole);
            } else {
                assertThat(parts).as("%d values", size).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anAggregateAloneStaysAsItIs(FoldSettings settings) {
        for (int size : SIZES) {
            byte[] stored = folded(settings, values(settings, size, 0));

            assertThat(folded(settings.combining(), List.of(stored)))
                    .as("%d values", size)
                    .isEqualTo(stored);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void forgetsWhatWasTaken(FoldSettings settings) {
        ComplexFold fold = settings.newFold();
        byte[] nothing = fold.take();
        for (byte[] value : sorted(values(settings, 1000, 0))) {
            fold.fold(value, 0, value.length);
        }
        fold.take();

        assertThat(fold.take()).isEqualTo(nothing);
        for (byte[] value : sorted(values(settings, 50, 0))) {
            fold.fold(value, 0, value.length);
        }
        assertThat(fold.take()).isEqualTo(folded(settings, values(settings, 50, 0)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void takesBytesFromTheMiddleOfAnArrayAndKeepsNoReference(FoldSettings settings) {
        ComplexFold fold = settings.newFold();
        List<byte[]> values = values(settings, 300, 0);
        for (byte[] value : sorted(values)) {
            byte[] around = new byte[value.length + 11];
            Arrays.fill(around, (byte) 0x55);
            System.arraycopy(value, 0, around, 7, value.length);
            fold.fold(around, 7, value.length);
            Arrays.fill(around, (byte) 0x55);
        }

        assertThat(fold.take()).isEqualTo(folded(settings, values));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void nothingIsNothing(FoldSettings settings) {
        ComplexFold fold = settings.newFold();
        byte[] nothing = fold.take();

        fold.fold(new byte[5], 2, 0);

        assertThat(fold.encode(7, new byte[0])).isNull();
        assertThat(fold.take()).isEqualTo(nothing);
        if (nothing != null) {
            fold.fold(nothing, 0, nothing.length);
            assertThat(fold.take()).isEqualTo(nothing);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void damagedBytesAreRefusedOrFoldedButDoNoHarm(FoldSettings settings) {
        Random random = new Random(11);
        ComplexFold fold = settings.newFold();
        List<byte[]> sound = new ArrayList<>();
        for (int size : SIZES) {
            sound.add(folded(settings, values(settings, size, 0)));
        }
        sound.addAll(values(settings, 3, 0));
        for (int i = 0; i < 30_000; i++) {
            byte[] original = sound.get(random.nextInt(sound.size()));
            int length = random.nextInt(4) == 0 ? random.nextInt(original.length + 1) : original.length;
            byte[] bytes = Arrays.copyOf(original, length);
            for (int change = random.nextInt(4); change > 0 && length > 0; change--) {
                int at = random.nextBoolean() ? random.nextInt(length) : random.nextInt(Math.min(length, 40));
                bytes[at] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
            }
            try {
                fold.encode(0, bytes);
                fold.fold(bytes, 0, length);
                if (random.nextInt(10) == 0) {
                    fold.take();
                }
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                fold = settings.newFold();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void refusesInputsOfAnotherKind(FoldSettings settings) {
        if (settings instanceof HyperUniqueSettings
                || (settings instanceof PairSettings pair && pair.value() == PairSettings.Value.STRING)) {
            return; // these take the text of anything
        }
        assertThatThrownBy(() -> settings.newFold().encode(0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Boolean");
    }

    /** Values that repeat and have times that repeat. */
    private static List<byte[]> values(FoldSettings settings, int size, int from) {
        Random random = new Random(size);
        ComplexFold fold = building(settings).newFold();
        List<byte[]> values = new ArrayList<>();
        for (int i = from; i < from + size; i++) {
            int number = random.nextInt(5) == 0 ? i / 2 : i * 7919;
            Object input = switch (random.nextInt(4)) {
                case 0 -> isOfNumbers(settings) ? (Object) (number / 4.0) : "v" + number;
                case 1 -> Integer.toString(number);
                case 2 -> settings instanceof PairSettings ? Integer.valueOf(number) : List.of("" + number, "7");
                default -> (long) number;
            };
            byte[] bytes = fold.encode(random.nextInt(1 + size / 3), input);
            assertThat(bytes).isNotNull();
            values.add(bytes);
        }
        return values;
    }

    private static boolean isOfNumbers(FoldSettings settings) {
        return settings instanceof QuantilesSettings
                || (settings instanceof PairSettings pair && pair.value() != PairSettings.Value.STRING);
    }

    /** The same settings for an input of plain values. */
    private static FoldSettings building(FoldSettings settings) {
        if (settings instanceof ThetaSettings theta) {
            return new ThetaSettings(theta.size(), false, true, null);
        }
        return settings instanceof HllSettings hll
                ? new HllSettings(false, hll.lgK(), hll.tgtHllType(), hll.stringEncoding(), true, false)
                : settings;
    }

    private static List<byte[]> sorted(List<byte[]> values) {
        List<byte[]> sorted = new ArrayList<>(values);
        sorted.sort(Arrays::compareUnsigned);
        return sorted;
    }

    private static byte[] folded(FoldSettings settings, List<byte[]> values) {
        ComplexFold fold = settings.newFold();
        List<byte[]> inOrder = fold.ordered() ? sorted(values) : values;
        inOrder.forEach(bytes -> fold.fold(bytes, 0, bytes.length));
        return fold.take();
    }
}
