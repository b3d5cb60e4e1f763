package io.isobar.query.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WireWriter out = new WireWriter(bytes);

    private WireReader written() {
        return new WireReader(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        long[] numbers = {0, -1, 1, 63, -64, 64, Long.MAX_VALUE, Long.MIN_VALUE};
        for (long number : numbers) {
            out.number(number);
        }
        out.count(Long.MAX_VALUE);
        out.real(Double.NaN);
        out.real(-0.0);
        out.texts(Arrays.asList(null, "", "\uD83D\uDE00"));
        out.flags(new boolean[] {true, false, false, true, true, false, true, false, true}, 9);
        out.bytes(new byte[] {1, 2});

        WireReader in = written();
        assertThat(in.numbers(numbers.length)).isEqualTo(numbers);
        assertThat(in.count(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(in.real()).isNaN();
        assertThat(1 / in.real()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(in.texts(3, 10)).isEqualTo(Arrays.asList(null, "", "\uD83D\uDE00"));
        assertThat(in.flags(9)).containsExactly(true, false, false, true, true, false, true, false, true);
        assertThat(in.bytes(2)).containsExactly(1, 2);
    }

    @Test
    void writesSmallNumbersShort() throws IOException {
        for (long number : List.of(0L, -1L, 63L, -64L)) {
            out.number(number);
        }
        assertThat(bytes.size()).isEqualTo(4);
    }

    @Test
    void refusesCountsBeyondTheirBound() throws IOException {
        out.count(11);
        assertThatThrownBy(() -> written().count(10))
                .isInstanceOf(IOException.class)
                .hasMessage("Partial result is damaged: a count is [11], at most [10] is possible");
    }

    @Test
    void allocatesOnlyForBytesThatArrive() {
        WireReader empty = new WireReader(new ByteArrayInputStream(new byte[16]));
        assertThatThrownBy(() -> empty.flags(Integer.MAX_VALUE - 8)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> empty.numbers(Integer.MAX_VALUE - 8)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> empty.reals(Integer.MAX_VALUE - 8)).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesNumbersThatNeverEnd() {
        byte[] ones = new byte[20];
        Arrays.fill(ones, (byte) 0xFF);
        assertThatThrownBy(() -> new WireReader(new ByteArrayInputStream(ones)).number())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 10 bytes");
    }
}
