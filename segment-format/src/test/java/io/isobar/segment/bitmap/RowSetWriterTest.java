package io.isobar.segment.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** Sets of rows are written as the Roaring library writes them after its run optimisation, and Concise as of a bitmap. */
class RowSetWriterTest {
    private static final int SETS = 400;

    @ParameterizedTest
    @EnumSource(BitmapFormat.class)
    void givesTheBytesOfABitmapOfTheSameRows(BitmapFormat format) {
        SplittableRandom random = new SplittableRandom(11);
        RowSetWriter writer = RowSetWriter.of(format);
        for (int i = 0; i < SETS; i++) {
            MutableRoaringBitmap rows = rows(random);
            rows.forEach((int row) -> writer.add(row));

            int length = writer.end();
            byte[] written = Arrays.copyOf(writer.bytes(), length);

            assertThat(written).as("set %d", i).isEqualTo(format.write(rows));
        }
    }

    /** Sparse and dense stretches, runs, full containers and gaps of containers; sometimes nothing. */
    private static MutableRoaringBitmap rows(SplittableRandom random) {
        MutableRoaringBitmap rows = new MutableRoaringBitmap();
        int row = random.nextInt(10);
        int stretches = random.nextInt(6);
        for (int i = 0; i < stretches; i++) {
            row += random.nextInt(3) == 0 ? 65536 * random.nextInt(3) : random.nextInt(50);
            int step = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
            int count = random.nextInt(random.nextInt(4) == 0 ? 200_000 : 300);
            boolean run = random.nextInt(3) == 0;
            for (int k = 0; k < count; k++) {
                row += run ? 1 : 1 + random.nextInt(step);
                rows.add(row);
            }
        }
        return rows;
    }
}
