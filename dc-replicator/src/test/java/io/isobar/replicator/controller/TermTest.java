package io.isobar.replicator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Releases;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.JournalEntry;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.ReleaseState;
import io.isobar.catalog.control.SealOutcome;
import io.isobar.catalog.control.Vote;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.replicator.rollout.Barrier;
import io.isobar.replicator.rollout.ReleasePlanner;
import io.isobar.replicator.work.CrashHook;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controller against a real control database; the stewards' part is written by hand. */
class TermTest {
    private static final String FLIGHTS = Releases.DATA_SOURCE;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private ControlDatabase database;
    private long home;

    /** What a process that dies leaves undone, seen from inside. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() throws IOException {
        database = ControlDatabase.open(TestDatabases.fresh());
        database.migrate();
        database.dcs().register("east");
        database.dcs().register("west");
        home = database.batches().claimHome(FLIGHTS, "east");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void commitsWhenBothHaveVotedAndStartsTheNextWhenBothAreActive() {
        Term term = term(point -> {});
        seal("first", 0, 2);
        seal("second", 0, 1);

        assertThat(term.advance()).isTrue();
        assertThat(term.advance()).isFalse();
        ReleaseRef first = distributing();
        vote(first, "east", term);
        assertThat(term.advance()).isFalse();
        vote(first, "west", term);
        assertThat(term.advance()).isTrue();
        assertThat(head().ref()).isEqualTo(first);

        database.dcs().activated(first, "east", START);
        assertThat(term.advance()).isFalse();
        assertThat(database.releases().distributing(FLIGHTS)).isEmpty();
        database.dcs().activated(first, "west", START);
        assertThat(term.advance()).isTrue();
        assertThat(distributing().seq()).isEqualTo(2);
    }

    @Test
    void aDataCenterThatIsDownHoldsTheCommitUpAndNothingElse() {
        Term term = term(point -> {});
        publish(term, "first", 0, 2);
        seal("second", 0, 1);
        term.advance();
        vote(distributing(), "east", term);

        for (int i = 0; i < 20; i++) {
            assertThat(term.advance()).isFalse();
        }

        assertThat(head().ref().seq()).isEqualTo(1);
        assertThat(database.dcs().membership(FLIGHTS).members())
                .containsOnlyKeys("east", "west")
                .doesNotContainValue(Membership.State.CATCHING_UP);
        assertThat(database.releases().unmet(distributing()))
                .containsExactly("DC [west] hasn't voted READY for release [%s]".formatted(distributing()));
    }

    @Test
    void waitsForADataCenterThatTheOperatorExpects() {
        seal("first", 0, 1);
        Term term = Term.begin(
                database, "c", List.of("east", "west", "north"), new ReleasePlanner(Barrier.ENFORCED), point -> {});

        assertThat(term.advance()).isFalse();
        assertThat(database.releases().distributing(FLIGHTS)).isEmpty();

        database.dcs().register("north");
        assertThat(term.advance()).isTrue();
    }

    @Test
    void goingBackIsARelease() {
        Term term = term(point -> {});
        publish(term, "first", 0, 2);
        publish(term, "second", 0, 1);

        assertThat(database.batches().sealRollback(FLIGHTS, 1, "back-please")).isInstanceOf(SealOutcome.Sealed.class);
        publishSealed(term);

        assertThat(head().ref().seq()).isEqualTo(3);
        assertThat(head().contentOf()).hasValue(1);
        assertThat(database.releases().view(FLIGHTS, 3).segments())
                .isEqualTo(database.releases().view(FLIGHTS, 1).segments());
    }

    @Test
    void aDeposedControllerIsRefusedAndSaysSo() {
        Term old = term(point -> {});
        seal("first", 0, 1);
        Term successor = term(point -> {});

        assertThatThrownBy(old::advance)
                .isInstanceOf(DeposedException.class)
                .hasMessage(
                        "Epoch [1] of this controller is over: the control database has epoch [2], so another one leads");

        assertThat(database.releases().distributing(FLIGHTS)).isEmpty();
        assertThat(successor.advance()).isTrue();
        vote(distributing(), "east", successor);
        vote(distributing(), "west", successor);
        assertThatThrownBy(old::advance).isInstanceOf(DeposedException.class);
        assertThat(database.releases().head(FLIGHTS)).isEmpty();
    }

    @Test
    void admitsADataCenterOnceItVotedForTheHead() {
        Term term = term(point -> {});
        publish(term, "first", 0, 1);
        database.dcs().register("north");
        assertThat(term.advance()).isFalse();

        vote(head().ref(), "north", term);

        assertThat(term.advance()).isTrue();
        assertThat(database.dcs().membership(FLIGHTS).inService()).containsExactly("east", "north", "west");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "controller.epoch.after-act",
                "controller.start.before-intent",
                "controller.start.after-intent",
                "controller.start.after-act",
                "controller.start.after-outcome",
                "controller.commit.before-intent",
                "controller.commit.after-intent",
                "controller.commit.after-act",
                "controller.commit.after-outcome"
            })
    void whoeverComesAfterACrashFinishesAndLeavesNoIntentOpen(String point) {
        seal("first", 0, 2);
        assertThatThrownBy(() -> publishSealed(term(dyingAt(point)))).isInstanceOf(Died.class);

        Term successor = term(p -> {});
        if (head(1).isEmpty()) {
            publishSealed(successor);
        }

        assertThat(database.releases().chain(FLIGHTS))
                .extracting(Commit::release)
                .extracting(ReleaseRef::seq)
                .containsExactly(1L);
        assertThat(head().state()).isEqualTo(ReleaseState.COMMITTED);
        assertThat(database.journal().open(Term.OWNER)).isEmpty();
    }

    @Test
    void theJournalTellsWhatWasFoundAfterACrash() {
        seal("first", 0, 2);
        assertThatThrownBy(() -> term(dyingAt("controller.start.after-act")).advance())
                .isInstanceOf(Died.class);
        assertThat(database.journal().open(Term.OWNER)).hasSize(1);

        term(point -> {});

        JournalEntry entry = database.journal().tail(FLIGHTS, 1).get(0);
        assertThat(entry.state()).isEqualTo(JournalEntry.State.DONE);
        assertThat(entry.result()).isEqualTo("found done: " + distributing());
    }

    @Test
    void withTheBarrierOffAReleaseIsCommittedBeforeAllAreReady() {
        System.setProperty(RuleSwitches.BARRIER, "off");
        try {
            seal("first", 0, 1);
            Term term = Term.begin(database, "c", List.of(), new ReleasePlanner(RuleSwitches.barrier()), point -> {});
            term.advance();
            vote(distributing(), "east", term);

            assertThat(term.advance()).isTrue();

            assertThat(database.dcs().votes(head().ref())).extracting(Vote::dc).containsExactly("east");
        } finally {
            System.clearProperty(RuleSwitches.BARRIER);
        }
    }

    private Term term(CrashHook crash) {
        return Term.begin(database, "c", List.of(), new ReleasePlanner(Barrier.ENFORCED), crash);
    }

    private static CrashHook dyingAt(String point) {
        return reached -> {
            if (reached.equals(point)) {
                throw new Died();
            }
        };
    }

    private void publish(Term term, String fingerprint, int firstDay, int lastDay) {
        seal(fingerprint, firstDay, lastDay);
        publishSealed(term);
    }

    private void publishSealed(Term term) {
        if (database.releases().distributing(FLIGHTS).isEmpty()) {
            assertThat(term.advance()).isTrue();
        }
        ReleaseRef release = distributing();
        vote(release, "east", term);
        vote(release, "west", term);
        assertThat(term.advance()).isTrue();
        database.dcs().activated(release, "east", START);
        database.dcs().activated(release, "west", START);
    }

    private void seal(String fingerprint, int firstDay, int lastDay) {
        String version =
                database.batches().begin(FLIGHTS, fingerprint, home, START).version();
        assertThat(database.batches().seal(Releases.batch(fingerprint, version, firstDay, lastDay, home)))
                .isInstanceOf(SealOutcome.Sealed.class);
    }

    private void vote(ReleaseRef release, String dc, Term term) {
        database.dcs().vote(new Vote(release, dc, "the same answers", term.epoch(), dc + "-1"));
    }

    private ReleaseRef distributing() {
        return database.releases().distributing(FLIGHTS).orElseThrow().ref();
    }

    private Release head() {
        return database.releases().head(FLIGHTS).orElseThrow();
    }

    private Optional<Release> head(long seq) {
        return database.releases().head(FLIGHTS).filter(release -> release.ref().seq() == seq);
    }
}
