package io.isobar.replicator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import io.isobar.replicator.rollout.ControlStep.Await;
import io.isobar.replicator.rollout.ControlStep.Awaited;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReleasePlannerTest {
    private static final ReleaseRef FIRST = new ReleaseRef("flights", 1, "aa".repeat(32));
    private static final ReleaseRef SECOND = new ReleaseRef("flights", 2, "bb".repeat(32));

    private final ReleasePlanner planner = new ReleasePlanner(Barrier.ENFORCED);
    private Optional<ReleaseRef> head = Optional.of(FIRST);
    private SortedSet<String> active = dcs("east", "west");
    private SortedSet<String> headVoters = dcs("east", "west");
    private Optional<ReleaseRef> distributing = Optional.of(SECOND);
    private List<Vote> votes = List.of(vote("east", "x"), vote("west", "x"));
    private SortedSet<String> inService = dcs("east", "west");
    private SortedSet<String> catchingUp = dcs();

    @Test
    void commitsWhenEveryDataCenterInServiceGaveTheSameAnswers() {
        assertThat(next()).isEqualTo(new ControlStep.Commit(SECOND));
    }

    @Test
    void waitsForTheVotesThatAreMissing() {
        votes = List.of(vote("west", "x"));

        assertThat(next()).isEqualTo(new Await(Awaited.VOTE, dcs("east")));
    }

    @Test
    void doesNotCountTheVoteOfADataCenterThatIsNotInService() {
        votes = List.of(vote("north", "y"), vote("west", "x"));

        assertThat(next()).isEqualTo(new Await(Awaited.VOTE, dcs("east")));
    }

    @Test
    void holdsWhenAnswersDiffer() {
        votes = List.of(vote("east", "x"), vote("west", "y"));

        assertThat(next())
                .isInstanceOfSatisfying(
                        ControlStep.Hold.class,
                        hold -> assertThat(hold.why())
                                .startsWith("the golden answers differ between data centers: {x=[east], y=[west]}"));
    }

    @Test
    void holdsWhenAVoteNamesAnotherManifest() {
        votes = List.of(
                vote("east", "x"), new Vote(new ReleaseRef("flights", 2, "cc".repeat(32)), "west", "x", 1, "w"));

        assertThat(next())
                .isInstanceOfSatisfying(
                        ControlStep.Hold.class,
                        hold -> assertThat(hold.why()).startsWith("DC [west] voted for root [cccc"));
    }

    @Test
    void commitsNothingWhenNobodyIsInService() {
        inService = dcs();

        assertThat(next()).isEqualTo(new Await(Awaited.VOTE, dcs()));
    }

    @Test
    void doesNotCommitWhileADataCenterIsStillAtTheReleaseBefore() {
        active = dcs("east");

        assertThat(next()).isEqualTo(new Await(Awaited.ACTIVATION, dcs("west")));
    }

    @Test
    void startsTheNextBatchOnceAllAnswerFromTheHead() {
        distributing = Optional.empty();
        assertThat(next()).isEqualTo(new ControlStep.Start());

        active = dcs("west");
        assertThat(next()).isEqualTo(new Await(Awaited.ACTIVATION, dcs("east")));
    }

    @Test
    void startsNothingWhileAnExpectedDataCenterHasNeverRegistered() {
        head = Optional.empty();
        distributing = Optional.empty();
        inService = dcs("east");

        assertThat(next()).isEqualTo(new Await(Awaited.REGISTRATION, dcs("west")));
        assertThat(((Await) next()).why()).isEqualTo("waits for the registration of [west]");
    }

    @Test
    void admitsADataCenterThatCaughtUpBeforeAnythingElse() {
        catchingUp = dcs("north");
        assertThat(next()).isEqualTo(new ControlStep.Commit(SECOND));

        headVoters = dcs("east", "north");
        assertThat(next()).isEqualTo(new ControlStep.Admit("north"));
    }

    @Test
    void withTheBarrierOffOneVoteIsEnough() {
        votes = List.of(vote("west", "x"));
        active = dcs();

        assertThat(new ReleasePlanner(Barrier.OFF).next(rows())).isEqualTo(new ControlStep.Commit(SECOND));
    }

    private ControlStep next() {
        return planner.next(rows());
    }

    private LedgerRows rows() {
        return new LedgerRows(
                head, active, headVoters, distributing, votes, true, inService, catchingUp, dcs("east", "west"));
    }

    private static Vote vote(String dc, String digest) {
        return new Vote(SECOND, dc, digest, 1, dc + "-1");
    }

    private static SortedSet<String> dcs(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
