package io.isobar.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Segment;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partial results as bytes: nothing is lost on the way, and no bytes do harm. */
class PartialResultBytesTest {
    private static final GoldenSegment GOLDEN = GoldenSegment.number(10);

    static Stream<String> queries() {
        return GOLDEN.queries().keySet().stream();
    }

    private static Query query(String name) {
        return Query.parse(GOLDEN.queries().get(name));
    }

    private static PartialResult partial(String name) throws IOException {
        try (Segment segment = Segment.open(GOLDEN.segment())) {
            return new QueryEngine().run(query(name), Answers.id(segment, 3), segment);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void giveTheSameAnswerAndTheSameBytesAgain(String name) throws IOException {
        PartialResult sent = partial(name);
        byte[] bytes = Answers.encode(sent);
        PartialResult arrived = Answers.decode(query(name), bytes);
        assertThat(Answers.finishToBytes(query(name), List.of(arrived)))
                .isEqualTo(Answers.finishToBytes(query(name), List.of(sent)));
        assertThat(Answers.encode(arrived)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void endInAnIoExceptionWhereverTheyAreCutOff(String name) throws IOException {
        byte[] bytes = Answers.encode(partial(name));
        int step = Math.max(1, bytes.length / 200);
        for (int length = 0; length < bytes.length; length += step) {
            assertThat(isRead(query(name), Arrays.copyOf(bytes, length)))
                    .as("first [%d] bytes", length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void areReadOrRefusedWhateverIsFlippedInThem(String name) throws IOException {
        byte[] bytes = Answers.encode(partial(name));
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            int bit = random.nextInt(Math.min(bytes.length, 2000) * 8);
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            isRead(query(name), damaged);
        }
    }

    @Test
    void ofAnotherVersionAreRefused() throws IOException {
        byte[] bytes = Answers.encode(partial("timeseries_all"));
        bytes[3] = 2; // the magic number takes three bytes
        assertThat(isRead(query("timeseries_all"), bytes)).isFalse();
    }

    /** Whether bytes are read; anything but an {@link IOException} is a failure. */
    private static boolean isRead(Query query, byte[] bytes) {
        try {
            Answers.decode(query, bytes);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
