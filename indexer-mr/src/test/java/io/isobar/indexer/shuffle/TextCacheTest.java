package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCacheTest {
    /** At each border of how a character is written. */
    private static final char[] UNITS = {
        0, 1, 2, 'a', 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 400, 100_000})
    void givesTheTextsBackWhateverItRemembers(int dimensions) {
        SplittableRandom random = new SplittableRandom(dimensions);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            texts.add(random.nextInt(3) == 0 && i > 0 ? texts.get(random.nextInt(i)) : text(random));
        }
        ByteSink out = new ByteSink();
        texts.forEach(text -> OrderedText.write(text, out));
        ByteSource in = new ByteSource(out.array(), 0, out.size());
        TextCache cache = new TextCache(dimensions);

        for (String text : texts) {
            assertThat(cache.read(in)).isEqualTo(text);
        }
        assertThat(in.hasMore()).isFalse();
    }

    /** Half of them of letters alone, some longer than what is remembered. */
    private static String text(SplittableRandom random) {
        boolean letters = random.nextBoolean();
        char[] units = new char[random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(4)];
        for (int i = 0; i < units.length; i++) {
            units[i] = letters ? (char) ('a' + random.nextInt(26)) : UNITS[random.nextInt(UNITS.length)];
        }
        return new String(units);
    }
}
