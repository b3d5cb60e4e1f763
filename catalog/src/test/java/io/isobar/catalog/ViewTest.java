package io.isobar.catalog;

import static io.isobar.catalog.Releases.batch;
import static io.isobar.catalog.Releases.days;
import static io.isobar.catalog.Releases.segment;
import static io.isobar.catalog.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final View NOTHING = View.empty(Releases.DATA_SOURCE);

    private final Manifest first = Manifest.publishing(NOTHING, batch("a", version(1), 0, 3, 1));
    private final View view = NOTHING.apply(first);

    @Test
    void refusesAManifestOfAnotherParent() {
        Manifest second = Manifest.publishing(view, batch("b", version(2), 0, 1, 1));
        View other = NOTHING.apply(Manifest.publishing(NOTHING, batch("c", version(3), 0, 3, 1)));

        assertThatThrownBy(() -> other.apply(second))
                .hasMessageContaining(
                        "Manifest [flights:2] follows [flights:1:" + view.root().substring(0, 8));
        assertThatThrownBy(() -> view.apply(second).apply(second)).hasMessageContaining("Manifest [flights:2] follows");
        assertThatThrownBy(() -> View.empty("other").apply(first)).hasMessageContaining("Manifest [flights:1] follows");
    }

    @Test
    void refusesToRemoveWhatIsNotThereAndToAddWhatIs() {
        assertThatThrownBy(() -> view.apply(following(List.of(), List.of(segment(9, version(1), 0)))))
                .hasMessageContaining("removes segment [flights_2001-01-10")
                .hasMessageContaining("which its parent doesn't have");
        assertThatThrownBy(() -> view.apply(following(List.of(segment(1, version(1), 0)), List.of())))
                .hasMessageContaining("adds segment [flights_2001-01-02")
                .hasMessageContaining("which its parent has already");
    }

    @Test
    void refusesSegmentsThatAreNotThoseOfTheManifest() {
        List<ReleaseSegment> changed = new ArrayList<>(view.segments().values());
        ReleaseSegment one = changed.get(2);
        changed.set(2, segment(one.id(), Releases.sha256("other bytes")));

        assertThatThrownBy(() -> View.of(first, changed))
                .hasMessageStartingWith("The segments of release [flights:1:")
                .hasMessageContaining("but its manifest states [" + first.contentRoot() + "]");
        assertThatThrownBy(() -> View.of(first, changed.subList(0, 2))).hasMessageContaining("segments=2");
    }

    @Test
    void findsTheSegmentsOfIntervalsInTheOrderOfTheirIds() {
        assertThat(view.overlapping(List.of(days(2, 9), days(0, 1))).stream().map(ReleaseSegment::id))
                .containsExactly(
                        segment(0, version(1), 0).id(),
                        segment(0, version(1), 1).id(),
                        segment(2, version(1), 0).id(),
                        segment(2, version(1), 1).id());
        assertThat(view.overlapping(List.of(days(3, 4)))).isEmpty();
    }

    @Test
    void namesItsReleaseUnlessThereIsNone() {
        assertThat(NOTHING.release()).isEmpty();
        assertThat(view.release()).contains(first.release());
        assertThat(first.release()).hasToString("flights:1:" + first.root8());
    }

    private Manifest following(List<ReleaseSegment> added, List<ReleaseSegment> removed) {
        return new Manifest(
                Releases.DATA_SOURCE,
                2,
                Optional.of(first.release()),
                OptionalLong.empty(),
                List.of(days(0, 1)),
                added,
                removed.stream().map(ReleaseSegment::id).toList(),
                view.totals(),
                view.contentRoot(),
                "b",
                "east",
                1);
    }
}
