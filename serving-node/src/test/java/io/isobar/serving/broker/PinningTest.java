package io.isobar.serving.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.Manifest;
import io.isobar.catalog.Releases;
import io.isobar.catalog.View;
import io.isobar.catalog.dc.OpenView;
import io.isobar.serving.broker.Pinning.Choice;
import io.isobar.serving.releases.OpenReleases;
import io.isobar.serving.token.SeenRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PinningTest {
    private static final OptionalLong NO_WISH = OptionalLong.empty();
    private static final Optional<SeenRelease> NO_TOKEN = Optional.empty();

    private final List<View> views = views(5);
    private final OpenReleases open = open(OpenView.State.PREVIOUS, OpenView.State.HEAD, OpenView.State.STAGED);

    private static List<View> views(int count) {
        List<View> views = new ArrayList<>();
        View head = View.empty(Releases.DATA_SOURCE);
        for (int n = 1; n <= count; n++) {
            head = head.apply(Manifest.publishing(head, Releases.batch("input-" + n, Releases.version(n), 0, 2, 1)));
            views.add(head);
        }
        return views;
    }

    /** Releases 2, 3, … in these states. */
    private OpenReleases open(OpenView.State... states) {
        List<OpenView> some = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            some.add(new OpenView(views.get(i + 1), states[i]));
        }
        return OpenReleases.of(some);
    }

    private Optional<SeenRelease> seen(long seq) {
        String root8 = seq <= views.size() ? views.get((int) seq - 1).root().substring(0, 8) : "00000000";
        return Optional.of(new SeenRelease(Releases.DATA_SOURCE, seq, root8));
    }

    private Choice choose(OptionalLong asked, Optional<SeenRelease> seen) {
        return Pinning.choose(Releases.DATA_SOURCE, open, asked, seen);
    }

    private static long seq(Choice choice) {
        return ((Choice.Pinned) choice).release().view().seq();
    }

    private static boolean committed(Choice choice) {
        return ((Choice.Pinned) choice).committed();
    }

    @Test
    void withoutAWishItIsTheHead() {
        assertThat(seq(choose(NO_WISH, NO_TOKEN))).isEqualTo(3);
        assertThat(committed(choose(NO_WISH, NO_TOKEN))).isTrue();
    }

    @Test
    void aTokenThatHasSeenLessDoesNotHoldBack() {
        assertThat(seq(choose(NO_WISH, seen(1)))).isEqualTo(3);
        assertThat(seq(choose(NO_WISH, seen(2)))).isEqualTo(3);
    }

    @Test
    void aTokenThatHasSeenMoreBringsTheNewsOfACommit() {
        Choice choice = choose(NO_WISH, seen(4));

        assertThat(seq(choice)).isEqualTo(4);
        assertThat(committed(choice)).isTrue();
    }

    @Test
    void whatATokenHasSeenMustBeOpenHere() {
        assertThat(choose(NO_WISH, seen(5)))
                .isEqualTo(
                        new Choice.NotOpen("Release [5] of datasource [flights] isn't open here; open are [2, 3, 4]"));
    }

    @Test
    void twoReleasesUnderOneNumberAreRefused() {
        Choice choice = choose(NO_WISH, Optional.of(new SeenRelease(Releases.DATA_SOURCE, 4, "00000000")));

        assertThat(choice)
                .isInstanceOfSatisfying(
                        Choice.NotOpen.class,
                        refused -> assertThat(refused.why()).contains("two data centers published under one number"));
    }

    @Test
    void aWishForAReleaseIsMetIfItIsOpenWhateverItsState() {
        assertThat(seq(choose(OptionalLong.of(2), seen(4)))).isEqualTo(2);
        assertThat(committed(choose(OptionalLong.of(2), NO_TOKEN))).isTrue();
        assertThat(seq(choose(OptionalLong.of(4), NO_TOKEN))).isEqualTo(4);
        assertThat(committed(choose(OptionalLong.of(4), NO_TOKEN))).isFalse();
        assertThat(committed(choose(OptionalLong.of(4), seen(4)))).isTrue();
        assertThat(choose(OptionalLong.of(1), NO_TOKEN)).isInstanceOf(Choice.NotOpen.class);
    }

    @Test
    void beforeTheFirstActivationThereIsNothing() {
        OpenReleases staged = open(OpenView.State.STAGED);

        assertThat(Pinning.choose(Releases.DATA_SOURCE, staged, NO_WISH, NO_TOKEN))
                .isEqualTo(new Choice.NoRelease());
        assertThat(Pinning.choose("others", open, NO_WISH, NO_TOKEN)).isEqualTo(new Choice.NoRelease());
        assertThat(seq(Pinning.choose(Releases.DATA_SOURCE, staged, NO_WISH, seen(2))))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void aClientThatRoamsNeverGoesBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<OpenReleases> dataCenters = List.of(
                open(OpenView.State.HEAD, OpenView.State.STAGED),
                open(OpenView.State.PREVIOUS, OpenView.State.HEAD),
                open(OpenView.State.PREVIOUS, OpenView.State.HEAD, OpenView.State.STAGED));
        Optional<SeenRelease> token = NO_TOKEN;
        long last = 0;
        for (int i = 0; i < 50; i++) {
            Choice choice = Pinning.choose(
                    Releases.DATA_SOURCE, dataCenters.get(random.nextInt(dataCenters.size())), NO_WISH, token);
            if (choice instanceof Choice.Pinned pinned) {
                assertThat(pinned.release().view().seq()).isGreaterThanOrEqualTo(last);
                assertThat(pinned.committed()).isTrue();
                last = pinned.release().view().seq();
                token = seen(last);
            }
        }
        assertThat(last).isEqualTo(3);
    }
}
