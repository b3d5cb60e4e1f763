package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects come back in the unsigned order of their bytes, from the heap or from files, and are forgotten then. */
class ObjectOrderTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, ObjectOrder.HEAP_BYTES - 1000, 3 * ObjectOrder.HEAP_BYTES})
    void givesObjectsBackInOrder(long bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(bytes);
        try (Scratch scratch = new Scratch(temp)) {
            ObjectOrder order = new ObjectOrder(scratch);
            for (int round = 0; round < 2; round++) {
                List<byte[]> objects = new ArrayList<>();
                for (long left = bytes; left > 0; ) {
                    byte[] object = new byte[random.nextInt(2000)];
                    random.nextBytes(object);
                    objects.add(object);
                    order.add(object, 0, object.length);
                    left -= object.length;
                }
                List<byte[]> drained = new ArrayList<>();

                order.drain(drained::add);

                objects.sort(Arrays::compareUnsigned);
                assertThat(drained).hasSameSizeAs(objects);
                for (int i = 0; i < objects.size(); i++) {
                    assertThat(drained.get(i)).isEqualTo(objects.get(i));
                }
            }
        }
        assertThat(temp).isEmptyDirectory();
    }
}
