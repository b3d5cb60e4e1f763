package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCountTest {
    @ParameterizedTest
    @CsvSource({"'', 1", "a, 1", "a|, 2", "||, 3", "a<>|b, 2", "<>|<>|, 3", "<>, 2", "|<>, 3"})
    void anEndIsLfOrCrOrBoth(String text, long most) {
        String lines = text.replace("<>|", "\r\n").replace("<>", "\r").replace('|', '\n');

        assertThat(count(lines.getBytes(StandardCharsets.UTF_8), 1)).isEqualTo(most);
        assertThat(count(lines.getBytes(StandardCharsets.UTF_8), 100)).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithHadoopInWhateverParts(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            byte[] text = new byte[random.nextInt(300)];
            random.nextBytes(text);
            for (int k = 0; k < text.length; k++) {
                int choice = random.nextInt(12);
                text[k] = choice == 0 ? (byte) '\n' : choice == 1 && seed % 2 == 0 ? (byte) '\r' : text[k];
            }

            long hadoops = hadoops(text);
            assertThat(count(text, 1 + random.nextInt(40))).isBetween(hadoops, hadoops + 1);
        }
    }

    @Test
    void bytesBesideTheEndsDoNotCount() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(count(all, 256)).isEqualTo(3);
    }

    private static long count(byte[] text, int part) {
        LineCount count = new LineCount();
        for (int from = 0; from < text.length; from += part) {
            byte[] bytes = Arrays.copyOfRange(text, from, Math.min(from + part, text.length));
            count.add(Arrays.copyOf(bytes, bytes.length + 9), bytes.length);
        }
        return count.most();
    }

    private static long hadoops(byte[] text) throws IOException {
        long lines = 0;
        try (LineReader reader = new LineReader(new ByteArrayInputStream(text))) {
            while (reader.readLine(new Text()) > 0) {
                lines++;
            }
        }
        return lines;
    }
}
