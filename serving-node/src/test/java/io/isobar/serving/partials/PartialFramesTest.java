package io.isobar.serving.partials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.query.error.QueryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartialFramesTest {
    private interface Frames {
        void write(PartialFrames.Writer writer) throws IOException;
    }

    private static byte[] stream(Frames frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PartialFrames.Writer writer = new PartialFrames.Writer(bytes)) {
            frames.write(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class Received implements PartialFrames.Receiver {
        final Map<Integer, byte[]> partials = new TreeMap<>();
        final TreeSet<Integer> missing = new TreeSet<>();

        @Override
        public void partial(int index, byte[] result) {
            partials.put(index, result);
        }

        @Override
        public void missing(int index) {
            missing.add(index);
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] stream = stream(writer -> {
            writer.partial(0, new byte[] {1, 2, 3});
            writer.missing(1);
            writer.partial(2, new byte[0]);
            writer.end();
        });
        Received received = new Received();

        PartialFrames.read(stream, 3, received);

        assertThat(received.partials.get(0)).containsExactly(1, 2, 3);
        assertThat(received.partials.get(2)).isEmpty();
        assertThat(received.missing).containsExactly(1);
    }

    @Test
    void anErrorThatEndsTheStreamIsThrown() {
        byte[] stream = stream(writer -> {
            writer.partial(0, new byte[] {1});
            writer.failure(new QueryException(QueryException.Category.TIMEOUT, "too slow"));
        });

        assertThatThrownBy(() -> PartialFrames.read(stream, 2, new Received()))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.category()).isEqualTo(QueryException.Category.TIMEOUT))
                .hasMessage("too slow");
    }

    @Test
    void aSegmentWithoutAnAnswerOrWithTwoIsAnError() {
        byte[] one = stream(writer -> {
            writer.missing(0);
            writer.end();
        });
        byte[] twice = stream(writer -> {
            writer.missing(0);
            writer.missing(0);
            writer.end();
        });

        assertThatThrownBy(() -> PartialFrames.read(one, 2, new Received())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PartialFrames.read(twice, 2, new Received())).isInstanceOf(IOException.class);
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] stream = stream(PartialFrames.Writer::end);
        stream[4] = 2;

        assertThatThrownBy(() -> PartialFrames.read(stream, 0, new Received()))
                .hasMessageContaining("has version [2], this node reads [1]");
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void aStreamThatIsCutOffAnywhereIsNoAnswer(long seed) {
        byte[] stream = randomStream(new SplittableRandom(seed));
        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> PartialFrames.read(cut, 5, new Received())).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void aFlippedBitNeverGivesAnotherResult(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] stream = randomStream(random);
        Received before = new Received();
        PartialFrames.read(stream, 5, before);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = stream.clone();
            int bit = random.nextInt(8 * stream.length);
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Received after = new Received();
            try {
                PartialFrames.read(damaged, 5, after);
            } catch (IOException | QueryException e) {
                continue;
            }
            assertThat(after.partials.values()).containsExactlyElementsOf(before.partials.values());
        }
    }

    private static byte[] randomStream(SplittableRandom random) {
        return stream(writer -> {
            for (int i = 0; i < 5; i++) {
                byte[] result = new byte[random.nextInt(40)];
                random.nextBytes(result);
                writer.partial(i, result);
            }
            writer.end();
        });
    }
}
