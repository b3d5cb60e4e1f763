package io.isobar.catalog;

import static io.isobar.catalog.Releases.batch;
import static io.isobar.catalog.Releases.days;
import static io.isobar.catalog.Releases.segment;
import static io.isobar.catalog.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.SegmentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
    private static final View NOTHING = View.empty(Releases.DATA_SOURCE);

    @Test
    void addsTheBatchAndRemovesWhatItReplaces() {
        View first = NOTHING.apply(Manifest.publishing(NOTHING, batch("a", version(1), 0, 3, 1)));

        Manifest second = Manifest.publishing(first, batch("b", version(2), 1, 2, 1));

        assertThat(second.removed())
                .containsExactly(
                        segment(1, version(1), 0).id(),
                        segment(1, version(1), 1).id());
        assertThat(first.apply(second).segments().keySet().stream().map(SegmentId::version))
                .containsExactly(version(1), version(1), version(2), version(2), version(1), version(1));
        assertThat(second.totals()).isEqualTo(new Totals(6, 6003, 30003));
    }

    @Test
    void refusesToReplaceAPartOfASegment() {
        View head = NOTHING.apply(Manifest.publishing(NOTHING, wholeWeek()));

        assertThatThrownBy(() -> Manifest.publishing(head, batch("b", version(2), 1, 2, 1)))
                .isInstanceOf(UnpublishableBatchException.class)
                .hasMessageContaining("only a part of segment [flights_2001-01-01T00:00:00.000Z_2001-01-08")
                .hasMessageEndingWith("let the intervals of the batch cover all of it or none");
    }

    @Test
    void refusesASegmentThatTheHeadHasAlready() {
        View head = NOTHING.apply(Manifest.publishing(NOTHING, batch("a", version(1), 0, 2, 1)));

        assertThatThrownBy(() -> Manifest.publishing(head, batch("b", version(1), 0, 1, 1)))
                .isInstanceOf(UnpublishableBatchException.class)
                .hasMessageContaining("a batch needs a version of its own");
    }

    @Test
    void goesBackByGoingForward() {
        View first = NOTHING.apply(Manifest.publishing(NOTHING, batch("a", version(1), 0, 3, 1)));
        View second = first.apply(Manifest.publishing(first, batch("b", version(2), 1, 5, 1)));

        Manifest back = Manifest.rollingBack(second, first, "rollback:1", "east", 1);
        View third = second.apply(back);

        assertThat(third.seq()).isEqualTo(3);
        assertThat(back.contentOf()).isEqualTo(OptionalLong.of(1));
        assertThat(back.replaced()).containsExactly(days(1, 5));
        assertThat(third.segments()).isEqualTo(first.segments());
        assertThat(third.contentRoot()).isEqualTo(first.contentRoot());
        assertThat(third.root()).isNotEqualTo(first.root());
    }

    @Test
    void hasTheSameTextForTheSameRelease() {
        Manifest manifest = Manifest.publishing(NOTHING, batch("a", version(1), 0, 1, 7));

        assertThat(new String(manifest.canonicalJson(), StandardCharsets.UTF_8))
                .startsWith("{\"header\":{\"format\":1,\"dataSource\":\"flights\",\"seq\":1,\"parent\":null,"
                        + "\"contentOf\":null,\"replaced\":[\"2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z\"],"
                        + "\"segments\":2,\"rows\":2001,\"bytes\":10001,\"contentRoot\":\"")
                .contains(
                        "\"inputFingerprint\":\"a\",\"producerDc\":\"east\",\"homeEpoch\":7,\"added\":2,\"removed\":0},"
                                + "\"added\":[{\"id\":\"flights_2001-01-01T00:00:00.000Z_2001-01-02T00:00:00.000Z_"
                                + "2026-01-01T00:00:00.001Z\",\"shardSpec\":{\"type\":\"hashed\",\"partitionNum\":0,")
                .endsWith("\"crc32c\":[4000000001]}],\"removed\":[]}");
        // Pinned: a released root never changes.
        assertThat(manifest.root()).isEqualTo("ec4f6959b56afcd9f293acff5cbe7c70b1ee29f5c7304392443a53e4526b2cae");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivesItsTextAndKeepsItsRoot(long seed) {
        for (Manifest manifest : randomHistory(seed)) {
            Manifest again = Manifest.parse(manifest.canonicalJson());

            assertThat(again).isEqualTo(manifest);
            assertThat(again.root()).isEqualTo(manifest.root());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replayingAllManifestsGivesTheViewOfTheLast(long seed) {
        List<Manifest> history = randomHistory(seed);
        View stepByStep = NOTHING;
        for (Manifest manifest : history) {
            stepByStep = stepByStep.apply(manifest);
        }

        assertThat(NOTHING.replay(history)).isEqualTo(stepByStep);
        assertThat(View.of(
                        history.get(history.size() - 1), stepByStep.segments().values()))
                .isEqualTo(stepByStep);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void flippingAnyBitOfTheTextIsRefusedOrGivesAnotherRoot(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Manifest> history = randomHistory(seed);
        Manifest manifest = history.get(random.nextInt(history.size()));
        byte[] text = manifest.canonicalJson();
        int bit = random.nextInt(text.length * 8);
        text[bit / 8] ^= (byte) (1 << (bit % 8));

        try {
            assertThat(Manifest.parse(text).root()).isNotEqualTo(manifest.root());
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).*\\S.*");
        }
    }

    @Test
    void refusesAManifestThatIsNotCanonical() {
        String text = new String(
                Manifest.publishing(NOTHING, batch("a", version(1), 0, 1, 7)).canonicalJson(), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> parse(text.replace(",\"removed\":[]", ", \"removed\":[]")))
                .hasMessageStartingWith("Manifest [flights:1] isn't canonical at byte [");
        assertThatThrownBy(() -> parse(text.replace("\"rows\":1000", "\"rows\":1e3")))
                .hasMessage("Field [rows] in a segment must be a number of 64 bits, found [1000.0]");
        assertThatThrownBy(() -> parse(text.substring(0, text.length() - 9))).hasMessageStartingWith("Invalid JSON: ");
    }

    @Test
    void refusesWhatANewerVersionWroteByNamingIt() {
        String text = new String(
                Manifest.publishing(NOTHING, batch("a", version(1), 0, 1, 7)).canonicalJson(), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> parse(text.replace("\"format\":1", "\"format\":2")))
                .hasMessageStartingWith("Manifest of format [2], but this Isobar reads format [1]");
        assertThatThrownBy(() -> parse(text.replace("\"homeEpoch\":7", "\"homeEpoch\":7,\"tier\":\"hot\"")))
                .hasMessageStartingWith("Unknown field [tier] in the header of a manifest");
        assertThatThrownBy(() -> parse(text.replaceFirst("\"size\":9000", "\"size\":9000,\"digest\":null")))
                .hasMessageStartingWith("Unknown field [digest] in a segment");
    }

    @Test
    void refusesNumbersThatDoNotFollow() {
        Manifest first = Manifest.publishing(NOTHING, batch("a", version(1), 0, 1, 7));

        assertThatThrownBy(() -> new Manifest(
                        first.dataSource(),
                        3,
                        java.util.Optional.of(first.release()),
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        first.totals(),
                        first.contentRoot(),
                        "b",
                        "east",
                        1))
                .hasMessageContaining("Release [3] of datasource [flights] can't follow [flights:1:");
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Batches and rollbacks at random, some in between replacing nothing that is there. */
    static List<Manifest> randomHistory(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<View> views = new ArrayList<>(List.of(NOTHING));
        List<Manifest> history = new ArrayList<>();
        for (int n = 1; n <= 8; n++) {
            View head = views.get(views.size() - 1);
            Manifest next = n > 2 && random.nextInt(4) == 0
                    ? Manifest.rollingBack(head, views.get(random.nextInt(1, n)), "rollback:" + n, "west", 2)
                    : Manifest.publishing(head, Releases.randomBatch(random, n));
            history.add(next);
            views.add(head.apply(next));
        }
        return history;
    }

    private static Manifest parse(String text) {
        return Manifest.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SealedBatch wholeWeek() {
        SegmentId id = new SegmentId(Releases.DATA_SOURCE, days(0, 7), version(1), 0);
        return new SealedBatch(
                Releases.DATA_SOURCE,
                "a",
                version(1),
                List.of(days(0, 7)),
                List.of(segment(id, Releases.sha256("week"))),
                "east",
                1);
    }
}
