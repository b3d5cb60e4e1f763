package io.isobar.serving.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTest {
    private static final String OLD = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NEW = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private final TokenCodec codec = codec(OLD);

    private static TokenCodec codec(String... keys) {
        return new TokenCodec(TokenKeys.parse(String.join("\n", keys), "keys"));
    }

    private static ReleaseToken token(String dataSource, long seq) {
        return ReleaseToken.of(List.of(new SeenRelease(dataSource, seq, "0123abcd")));
    }

    @Test
    void aTokenHasTheFormOfItsVersion() {
        String text = codec.sign(token("flights", 7), "flights");

        assertThat(text).matches("v1\\.old\\.flights:7:0123abcd\\.[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void whatWasSignedIsVerified(long seed) {
        ReleaseToken token = randomToken(new SplittableRandom(seed));

        assertThat(codec.verify(codec.sign(token, ""))).isEqualTo(token);
        assertThat(codec.ignored()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void changingAnyCharacterMakesATokenWorthless(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(codec.sign(randomToken(random), ""));
        // The last character of the mac has two bits that base64 doesn't use.
        int at = random.nextInt(text.length() - 1);
        text.setCharAt(at, text.charAt(at) == 'x' ? 'y' : 'x');

        assertThat(codec.verify(text.toString())).isEqualTo(ReleaseToken.NONE);
        assertThat(codec.ignored()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "v1",
                "v1.",
                "v1..",
                "v1...",
                "v1.old.",
                "v1.old.flights:7:0123abcd",
                "v1.old.flights:7:0123abcd.",
                "v1.old..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v2.old.flights:7:0123abcd.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v1.nobody.flights:7:0123abcd.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v1.old.flights:99999999999999999999:0123abcd.AAAA",
                "\u0000\uffff\ud800"
            })
    void whateverElseAClientSendsCountsAsNoTokenAndIsNoError(String text) {
        assertThat(codec.verify(text)).isEqualTo(ReleaseToken.NONE);
        assertThat(codec.ignored()).isEqualTo(1);
    }

    @Test
    void aTextThatIsTooLongIsNotEvenRead() {
        assertThat(codec.verify("v1.old." + "a".repeat(TokenCodec.MAX_CHARS))).isEqualTo(ReleaseToken.NONE);
        assertThat(codec.ignored()).isEqualTo(1);
    }

    @Test
    void noTokenAtAllIsNotCounted() {
        assertThat(codec.verify("")).isEqualTo(ReleaseToken.NONE);
        assertThat(codec.verify(null)).isEqualTo(ReleaseToken.NONE);
        assertThat(codec.ignored()).isZero();
    }

    @Test
    void keysCanBeChangedWithoutRefusingATokenInUse() {
        String signedByOld = codec(OLD).sign(token("flights", 7), "flights");
        TokenCodec both = codec(NEW, OLD);

        assertThat(both.verify(signedByOld)).isEqualTo(token("flights", 7));
        assertThat(both.sign(token("flights", 7), "flights")).startsWith("v1.new.");
        assertThat(codec(NEW).verify(signedByOld)).isEqualTo(ReleaseToken.NONE);
    }

    @Test
    void aTokenOfManyDatasourcesFitsIntoAHeaderAndKeepsTheOneThatWasAnswered() {
        List<SeenRelease> seen = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            seen.add(new SeenRelease("datasource-number-%03d".formatted(i), i + 1, "0123abcd"));
        }

        String text = codec.sign(ReleaseToken.of(seen), "datasource-number-499");

        assertThat(text.length()).isLessThanOrEqualTo(TokenCodec.MAX_CHARS).isGreaterThan(3900);
        ReleaseToken kept = codec.verify(text);
        assertThat(kept.seen("datasource-number-499")).isPresent();
        assertThat(kept.seen("datasource-number-000")).isPresent();
    }

    @Test
    void aKeyThatIsTooShortIsRefusedWithoutBeingTold() {
        assertThatThrownBy(() -> codec("# comment", "", "k1:c2hvcnQ="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line [3] of key file [keys]: the key is shorter than [16] bytes");
    }

    @Test
    void aFileWithoutKeysOrWithOneTwiceIsRefused() {
        assertThatThrownBy(() -> codec("")).hasMessageStartingWith("Key file [keys] holds no key");
        assertThatThrownBy(() -> codec(OLD, OLD)).hasMessageContaining("its kid stands on an earlier line too");
        assertThatThrownBy(() -> codec("no colon")).hasMessageContaining("expected <kid>:<base64>");
        assertThatThrownBy(() -> codec("k1:???")).hasMessageContaining("is not base64");
    }

    private static ReleaseToken randomToken(SplittableRandom random) {
        List<SeenRelease> releases = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(20);
            for (int c = 0; c < length; c++) {
                name.append(random.nextBoolean() ? "flights.,:;%=\" é日\n".charAt(random.nextInt(17)) : 'x');
            }
            releases.add(new SeenRelease(
                    name.toString(), 1 + random.nextLong(1_000_000_000_000L), "%08x".formatted(random.nextInt())));
        }
        return ReleaseToken.of(releases);
    }
}
