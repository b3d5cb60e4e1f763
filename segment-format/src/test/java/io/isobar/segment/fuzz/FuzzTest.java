package io.isobar.segment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, reading ends with rows or with an exception that says what is wrong and where. */
class FuzzTest {
    private static final int READS = 20_000;
    private static final long SEED = 9;

    @TempDir
    Path temp;

    @Test
    void damageIsToldOrHarmless() throws IOException {
        Fuzzer fuzzer = new Fuzzer(new BaseSegments(temp).few(), temp, SEED);
        FuzzRun run = new FuzzRun();
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (long number = 0; number < READS; number++) {
                Optional<FuzzRun.Fault> fault = run.run(fuzzer.input(number));
                if (fault.isPresent()) {
                    fail(
                            "input [%d] of seed [%d]: %s"
                                    .formatted(number, SEED, fault.get().kind()),
                            fault.get().cause());
                }
            }
        });
        assertThat(run.rows()).isPositive();
        assertThat(run.told()).isPositive();
    }

    @Test
    void soundSegmentsGiveRows() throws IOException {
        FullRead reader = new FullRead();
        for (BaseSegment base : new BaseSegments(temp).few()) {
            FuzzInput sound = new FuzzInput.OfSegment(
                    base, SegmentBytes.VERSION, base.bytes().files().file(SegmentBytes.VERSION));
            if (!base.bytes().name().startsWith("16_")) {
                assertThat(sound.read(reader)).as(base.bytes().name()).isEqualTo(FullRead.Outcome.ROWS);
            }
            for (String column : base.columnFiles()) {
                byte[] bytes = base.bytes().file(column);
                assertThat(new FuzzRun().run(new FuzzInput.OfColumn(base, column, bytes)))
                        .isEmpty();
            }
        }
    }

    @Test
    void aNumberAlwaysMeansTheSameInput() throws IOException {
        List<BaseSegment> bases = new BaseSegments(temp).few();
        Fuzzer fuzzer = new Fuzzer(bases, temp, SEED);
        Fuzzer again = new Fuzzer(bases, temp, SEED);

        for (long number = 500; number > 0; number -= 7) {
            assertThat(again.input(number).damaged())
                    .isEqualTo(fuzzer.input(number).damaged());
        }
    }

    @Test
    void minimisingTakesBackTheDamageThatDoesNotMatter() throws IOException {
        BaseSegment base = new BaseSegments(temp).few().get(0);
        String column = base.columnFiles().get(0);
        byte[] bytes = base.bytes().file(column).clone();
        for (int at : new int[] {3, 90, 91, bytes.length - 1}) {
            bytes[at] ^= 1;
        }
        FuzzInput input = new FuzzInput.OfColumn(base, column, bytes);

        FuzzInput least = new Minimiser(candidate -> {
                    byte[] damaged = candidate.damaged();
                    return damaged.length == bytes.length && damaged[90] == bytes[90];
                })
                .minimise(input);

        byte[] expected = base.bytes().file(column).clone();
        expected[90] ^= 1;
        assertThat(least.damaged()).isEqualTo(expected);
        assertThat(Arrays.mismatch(least.damaged(), input.sound())).isEqualTo(90);
    }
}
