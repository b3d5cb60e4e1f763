package io.isobar.segment.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.hll.HyperLogLog;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyperUniqueFoldTest {
    private final ComplexFold fold = new HyperUniqueSettings(false, false).newFold();

    @Test
    void aRowsValueIsTheSketchThatCountedIt() {
        for (int i = 0; i < 100_000; i++) {
            HyperLogLog sketch = new HyperLogLog();
            sketch.add("v" + i);

            assertThat(fold.encode(0, "v" + i)).isEqualTo(sketch.toBytes());
        }
    }

    @Test
    void takesEachOfAListsValuesAndNumbersByTheirText() {
        HyperLogLog sketch = new HyperLogLog();
        sketch.add("a");
        sketch.add("17");

        add(Arrays.asList("a", null, 17L));

        assertThat(fold.take()).isEqualTo(sketch.toBytes());
    }

    @Test
    void takesSketchesAndValuesTogether() {
        HyperLogLog sketch = new HyperLogLog();
        sketch.add("a");
        sketch.add("b");
        add(sketch.toBytes());
        add("c");
        sketch.add("c");

        assertThat(fold.take()).isEqualTo(sketch.toBytes());
    }

    @Test
    void forgetsWhatWasTaken() {
        for (int i = 0; i < 5000; i++) {
            add("v" + i);
        }
        assertThat(fold.take()).hasSize(1031);
        assertThat(fold.take()).isNull();

        add("a");
        assertThat(fold.take()).isEqualTo(HyperLogLog.bytesOf(new byte[] {'a'}));
    }

    @Test
    void nothingButNullsIsNothing() {
        assertThat(fold.encode(0, Arrays.asList(null, null))).isNull();
        assertThat(fold.encode(0, List.of())).isNull();
        assertThat(fold.encode(0, new byte[0])).isNull();
        fold.fold(new byte[3], 1, 0);
        assertThat(fold.take()).isNull();
    }

    @Test
    void refusesBytesThatAreNoSketch() {
        assertThatThrownBy(() -> fold.encode(0, new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hyperUnique");
    }

    private void add(Object input) {
        byte[] bytes = fold.encode(0, input);
        fold.fold(bytes, 0, bytes.length);
    }
}
