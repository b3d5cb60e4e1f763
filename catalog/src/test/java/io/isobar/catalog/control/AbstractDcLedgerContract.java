package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for DCs, their stewards' rows and the journal, whatever the database. */
public abstract class AbstractDcLedgerContract extends AbstractLedgerContract {
    @Test
    void aDcServesDatasourcesWithoutReleasesAtOnceAndCatchesUpForTheOthers() {
        long home = twoDatacenters();
        control.batches().claimHome("empty", "east");
        seal("a", home, 0, 1);
        release(control.releases().mintEpoch("controller"));

        control.dcs().register("north");
        control.dcs().register("north");

        assertThat(control.dcs().datacenters()).containsExactly("east", "north", "west");
        assertThat(control.dcs().membership("empty").inService()).containsExactly("east", "north", "west");
        assertThat(control.dcs().membership(FLIGHTS).members())
                .isEqualTo(Map.of(
                        "east", Membership.State.IN_SERVICE,
                        "west", Membership.State.IN_SERVICE,
                        "north", Membership.State.CATCHING_UP));
    }

    @Test
    void admitsADcOnlyOnceItIsReadyAtTheHeadWithTheSameAnswers() {
        long home = twoDatacenters();
        long epoch = control.releases().mintEpoch("controller");
        seal("a", home, 0, 1);
        ReleaseRef head = release(epoch);
        control.dcs().register("north");

        assertThat(control.dcs().admit(FLIGHTS, "north", epoch))
                .isEqualTo(new AdmitOutcome.NotReady(
                        List.of("DC [north] hasn't voted READY for the head [%s]".formatted(head))));
        control.dcs().vote(new Vote(head, "north", "other answers", epoch, "north-1"));
        assertThat(control.dcs().admit(FLIGHTS, "north", epoch))
                .isEqualTo(new AdmitOutcome.NotReady(List.of(
                        "DC [north] answers otherwise than DC [east] at the head [%s]".formatted(head),
                        "DC [north] answers otherwise than DC [west] at the head [%s]".formatted(head))));
        vote(head, "north", epoch);
        assertThat(control.dcs().admit(FLIGHTS, "north", epoch)).isEqualTo(new AdmitOutcome.Admitted());

        assertThat(control.dcs().membership(FLIGHTS).inService()).containsExactly("east", "north", "west");
        assertThat(control.dcs().admit(FLIGHTS, "south", epoch))
                .isEqualTo(new AdmitOutcome.NotReady(List.of("DC [south] isn't registered")));
    }

    @Test
    void keepsTheLastAccountOfEachDc() {
        control.dcs().progress(FLIGHTS, 1, "west", DcState.COPYING, 3, 10, "from east");
        control.dcs().progress(FLIGHTS, 1, "east", DcState.VERIFYING, 10, 10, "");
        control.dcs().progress(FLIGHTS, 1, "west", DcState.COPIED, 10, 10, "x".repeat(5000));

        List<Progress> progress = control.dcs().progress(FLIGHTS, 1);

        assertThat(progress.stream().map(Progress::dc)).containsExactly("east", "west");
        assertThat(progress.get(1).state()).isEqualTo(DcState.COPIED);
        assertThat(progress.get(1).copied()).isEqualTo(10);
        assertThat(progress.get(1).detail()).hasSize(4000);
        assertThat(control.dcs().progress(FLIGHTS, 2)).isEmpty();
    }

    @Test
    void votingAgainReplacesOnlyTheDcsOwnVote() {
        long home = twoDatacenters();
        long epoch = control.releases().mintEpoch("controller");
        seal("a", home, 0, 1);
        ReleaseRef release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);

        control.dcs().vote(new Vote(release, "west", "better answers", epoch, "west-2"));

        assertThat(control.dcs().votes(release))
                .containsExactly(
                        new Vote(release, "east", "the same answers", epoch, "east-1"),
                        new Vote(release, "west", "better answers", epoch, "west-2"));
    }

    @Test
    void theFirstWordOnAnActivationStands() {
        long home = twoDatacenters();
        long epoch = control.releases().mintEpoch("controller");
        seal("a", home, 0, 1);
        ReleaseRef release = distribute(epoch);

        control.dcs().activated(release, "east", START.plusMillis(123));
        Activation first = control.dcs().activations(FLIGHTS, 1).get(0);
        control.dcs().activated(release, "east", START.plusSeconds(9));

        assertThat(first.observedAt()).isEqualTo(START.plusMillis(123));
        assertThat(control.dcs().activations(FLIGHTS, 1)).containsExactly(first);
    }

    @Test
    void timesAreTheDatabasesInUtc() {
        twoDatacenters();
        control.dcs().progress(FLIGHTS, 1, "east", DcState.PLANNED, 0, 0, "");

        Instant at = control.dcs().progress(FLIGHTS, 1).get(0).at();

        assertThat(Duration.between(at, Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void theJournalKeepsIntentsOpenUntilTheirOutcomeIsKnown() {
        long copy = control.journal().intend(intent("steward:east", "copy"));
        long stage = control.journal().intend(intent("steward:east", "stage"));
        control.journal().intend(intent("controller", "commit"));

        control.journal().done(copy, "12 segments");
        control.journal().failed(copy, "too late: the first outcome stands");

        assertThat(control.journal().open("steward:east").stream().map(JournalEntry::id))
                .containsExactly(stage);
        List<JournalEntry> tail = control.journal().tail(FLIGHTS, 10);
        assertThat(tail.stream().map(entry -> entry.intent().step())).containsExactly("commit", "stage", "copy");
        assertThat(tail.get(2).state()).isEqualTo(JournalEntry.State.DONE);
        assertThat(tail.get(2).result()).isEqualTo("12 segments");
        assertThat(tail.get(2).endedAt()).isPresent();
        assertThat(tail.get(0).endedAt()).isEmpty();
        assertThat(tail.get(0).intent()).isEqualTo(intent("controller", "commit"));
        assertThat(control.journal().tail(FLIGHTS, 1)).hasSize(1);
    }

    private static Intent intent(String owner, String step) {
        return new Intent(owner, FLIGHTS, 1, "east", step, 1, 7, "{\"path\":\"é\"}");
    }

    @Test
    void tellsTheLastSignOfLifeOfEachDc() {
        control.dcs().register("east");
        control.dcs().register("west");
        Contact before = control.dcs().contacts().get(0);

        control.dcs().contact("east");

        assertThat(control.dcs().contacts()).extracting(Contact::dc).containsExactly("east", "west");
        Contact after = control.dcs().contacts().get(0);
        assertThat(after.at()).isAfterOrEqualTo(before.at());
        assertThat(after.registeredAt()).isEqualTo(before.registeredAt());
        assertThat(after.age()).isLessThan(Duration.ofMinutes(1)).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
