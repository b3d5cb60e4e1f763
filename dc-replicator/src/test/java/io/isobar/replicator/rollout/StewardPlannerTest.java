package io.isobar.replicator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import io.isobar.replicator.rollout.DcRows.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StewardPlannerTest {
    private static final ReleaseRef FIRST = new ReleaseRef("flights", 1, "aa".repeat(32));
    private static final ReleaseRef SECOND = new ReleaseRef("flights", 2, "bb".repeat(32));
    private static final Set<Fact> NOTHING = Set.of();
    private static final Set<Fact> ALL = EnumSet.allOf(Fact.class);

    private final StewardPlanner planner = new StewardPlanner();
    private long epoch = 3;
    private long fence = 3;
    private boolean inService = true;
    private Optional<Target> head = Optional.empty();
    private Optional<Target> next = Optional.empty();
    private Optional<ReleaseRef> localHead = Optional.empty();
    private boolean answering;
    private boolean acknowledged;
    private List<ReleaseRef> drained = List.of();

    @Test
    void raisesTheFenceBeforeAnyOtherWork() {
        epoch = 4;
        next = target(FIRST, NOTHING, false);

        assertThat(step()).isEqualTo(new StewardStep.RaiseFence(4));
    }

    @Test
    void preparesInOrderAndVotesWhenAllIsSeen() {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        for (Fact fact : Fact.values()) {
            next = target(FIRST, facts, false);
            assertThat(step()).isEqualTo(new StewardStep.Prepare(fact, FIRST));
            facts.add(fact);
        }
        next = target(FIRST, facts, false);
        assertThat(step()).isEqualTo(new StewardStep.CastVote(FIRST));
    }

    @Test
    void aStagedReleaseIsStillReadBackAfterARestart() {
        next = target(FIRST, Set.of(Fact.STAGED, Fact.COPIED), false);

        assertThat(step()).isEqualTo(new StewardStep.Prepare(Fact.VERIFIED, FIRST));
    }

    @Test
    void hasNothingToDoForAReleaseThatItVotedFor() {
        next = target(FIRST, NOTHING, true);

        assertThat(step()).isEqualTo(new StewardStep.Idle());
    }

    @Test
    void activatesACommitWithoutFurtherWorkWhenItVoted() {
        head = target(SECOND, Set.of(Fact.STAGED), true);
        localHead = Optional.of(FIRST);

        assertThat(step()).isEqualTo(new StewardStep.Activate(SECOND));
    }

    @Test
    void aCommitComesBeforePreparing() {
        head = target(SECOND, Set.of(Fact.STAGED), true);
        next = target(new ReleaseRef("flights", 3, "cc".repeat(32)), NOTHING, false);
        localHead = Optional.of(FIRST);

        assertThat(step()).isEqualTo(new StewardStep.Activate(SECOND));
    }

    @Test
    void aDataCenterThatLostItsDisksPreparesTheHeadBeforeItAnswersFromIt() {
        head = target(SECOND, NOTHING, true);

        assertThat(step()).isEqualTo(new StewardStep.Prepare(Fact.COPIED, SECOND));
    }

    @Test
    void aDataCenterThatJoinedLaterVotesForTheHeadBeforeItAnswersFromIt() {
        head = target(SECOND, Set.of(Fact.COPIED, Fact.VERIFIED, Fact.STAGED), false);
        assertThat(step()).isEqualTo(new StewardStep.Prepare(Fact.LOADED, SECOND));

        head = target(SECOND, ALL, false);
        assertThat(step()).isEqualTo(new StewardStep.CastVote(SECOND));

        head = target(SECOND, ALL, true);
        inService = false;
        assertThat(step()).isEqualTo(new StewardStep.Idle());

        inService = true;
        assertThat(step()).isEqualTo(new StewardStep.Activate(SECOND));
    }

    @Test
    void acknowledgesOnlyWhatItsBrokersWereSeenToAnswerFrom() {
        head = target(FIRST, ALL, true);
        localHead = Optional.of(FIRST);
        assertThat(step()).isEqualTo(new StewardStep.Confirm(FIRST));

        answering = true;
        assertThat(step()).isEqualTo(new StewardStep.Acknowledge(FIRST));

        acknowledged = true;
        assertThat(step()).isEqualTo(new StewardStep.Idle());
    }

    @Test
    void retiresWhatIsDrainedWhenNothingElseIsToBeDone() {
        head = target(SECOND, ALL, true);
        localHead = Optional.of(SECOND);
        acknowledged = true;
        drained = List.of(FIRST);

        assertThat(step()).isEqualTo(new StewardStep.Retire(FIRST));
    }

    @Test
    void neverGoesBackWhenTheControlDatabaseLostACommit() {
        head = target(FIRST, ALL, true);
        localHead = Optional.of(SECOND);

        assertThat(step())
                .isInstanceOfSatisfying(
                        StewardStep.Hold.class, hold -> assertThat(hold.why()).contains("it lost commits"));
    }

    @Test
    void holdsWhenTwoReleasesWereCommittedUnderOneSeq() {
        head = target(new ReleaseRef("flights", 1, "dd".repeat(32)), ALL, true);
        localHead = Optional.of(FIRST);

        assertThat(step())
                .isInstanceOfSatisfying(
                        StewardStep.Hold.class,
                        hold -> assertThat(hold.why()).startsWith("Two releases were committed under one seq"));
    }

    @Test
    void obeysNoEpochBelowTheOneItHasSeen() {
        epoch = 2;
        next = target(FIRST, NOTHING, false);

        assertThat(step())
                .isInstanceOfSatisfying(
                        StewardStep.Hold.class,
                        hold -> assertThat(hold.why())
                                .startsWith(
                                        "The control database has epoch [2], this data center has obeyed epoch [3]"));
    }

    private StewardStep step() {
        return planner.next(
                new DcRows(epoch, fence, inService, head, next, localHead, answering, acknowledged, drained));
    }

    private static Optional<Target> target(ReleaseRef release, Set<Fact> facts, boolean voted) {
        return Optional.of(new Target(release, facts, voted));
    }
}
