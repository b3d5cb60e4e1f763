package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.View;
import io.isobar.segment.SegmentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for releases, whatever the database. */
public abstract class AbstractReleaseLedgerContract extends AbstractLedgerContract {
    private long home;
    private long epoch;

    @BeforeEach
    final void lead() {
        home = twoDatacenters();
        epoch = control.releases().mintEpoch("controller-1");
    }

    @Test
    void distributesSealedBatchesOneAtATimeInTheirOrder() {
        seal("a", home, 0, 2);
        seal("b", home, 2, 4);

        ReleaseRef first = distribute(epoch);

        assertThat(first.seq()).isEqualTo(1);
        assertThat(control.releases().startDistribution(FLIGHTS, epoch))
                .isInstanceOfSatisfying(
                        DistributionOutcome.Underway.class,
                        underway -> assertThat(underway.release()).isEqualTo(first));
        assertThat(control.releases().distributing(FLIGHTS).orElseThrow().state())
                .isEqualTo(ReleaseState.DISTRIBUTING);
        assertThat(control.batches().find(FLIGHTS, "a").orElseThrow().release()).contains(first);
        assertThat(control.batches().pending(FLIGHTS).stream().map(Batch::inputFingerprint))
                .containsExactly("b");
    }

    @Test
    void hasNothingToDistributeWhereNothingIsSealed() {
        assertThat(control.releases().startDistribution(FLIGHTS, epoch))
                .isEqualTo(new DistributionOutcome.NothingSealed());
        assertThatThrownBy(() -> control.releases().startDistribution("unknown", epoch))
                .hasMessageStartingWith("Unknown datasource [unknown]");
    }

    @Test
    void commitsWhenEveryDcInServiceIsReadyWithTheSameAnswers() {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);

        assertThat(control.releases().commit(release, epoch))
                .isEqualTo(new CommitOutcome.NotReady(List.of(
                        "DC [east] hasn't voted READY for release [%s]".formatted(release),
                        "DC [west] hasn't voted READY for release [%s]".formatted(release))));
        vote(release, "east", epoch);
        control.dcs().vote(new Vote(release, "west", "other answers", epoch, "west-1"));
        assertThat(control.releases().unmet(release))
                .singleElement()
                .asString()
                .contains("The DCs answer differently", "east=the same answers", "west=other answers");
        assertThat(control.releases().head(FLIGHTS)).isEmpty();

        vote(release, "west", epoch);
        Commit commit = commit(release, epoch);

        assertThat(commit).isEqualTo(Commit.after(Commit.GENESIS, release, epoch));
        assertThat(control.releases().head(FLIGHTS).orElseThrow().commit()).contains(commit);
        assertThat(control.releases().distributing(FLIGHTS)).isEmpty();
        assertThat(control.batches().find(FLIGHTS, "a").orElseThrow().state()).isEqualTo(BatchState.RELEASED);
    }

    @Test
    void votesForAnotherRootDoNotCount() {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);
        ReleaseRef other = new ReleaseRef(FLIGHTS, 1, Releases.sha256("another"));

        assertThat(control.dcs().vote(new Vote(other, "east", "x", epoch, "east-1")))
                .isEqualTo(new VoteOutcome.UnknownRelease());
        assertThat(control.releases().commit(other, epoch)).isInstanceOf(CommitOutcome.HeadMoved.class);
        assertThat(control.dcs().votes(release)).isEmpty();
    }

    @Test
    void committingAgainChangesNothing() {
        seal("a", home, 0, 2);
        ReleaseRef first = release(epoch);
        Commit commit = control.releases().chain(FLIGHTS).get(0);

        assertThat(control.releases().commit(first, epoch)).isEqualTo(new CommitOutcome.AlreadyCommitted(commit));
        seal("b", home, 0, 2);
        release(epoch);
        assertThat(control.releases().commit(first, epoch)).isEqualTo(new CommitOutcome.AlreadyCommitted(commit));
        assertThat(control.releases().chain(FLIGHTS)).hasSize(2);
    }

    @Test
    void refusesTheReleaseAfterNextUntilEveryDcAnswersFromTheLast() {
        seal("a", home, 0, 2);
        ReleaseRef first = distribute(epoch);
        vote(first, "east", epoch);
        vote(first, "west", epoch);
        commit(first, epoch);
        control.dcs().activated(first, "east", START);
        seal("b", home, 1, 3);
        ReleaseRef second = distribute(epoch);
        vote(second, "east", epoch);
        vote(second, "west", epoch);

        assertThat(control.releases().commit(second, epoch))
                .isEqualTo(new CommitOutcome.NotReady(
                        List.of("DC [west] doesn't answer from release [1] of datasource [flights] yet")));
        control.dcs().activated(first, "west", START);
        assertThat(commit(second, epoch).release()).isEqualTo(second);
    }

    @Test
    void chainsEachCommitToTheOneBefore() {
        List<ReleaseRef> releases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            seal("batch-" + i, home, i, i + 2);
            releases.add(release(epoch));
        }

        String previous = Commit.GENESIS;
        for (Commit commit : control.releases().chain(FLIGHTS)) {
            assertThat(commit.follows(previous)).isTrue();
            previous = commit.chain();
        }
        assertThat(control.releases().list(FLIGHTS).stream().map(Release::ref)).isEqualTo(releases);
        assertThat(control.releases().list(FLIGHTS).stream().map(Release::state))
                .containsExactly(ReleaseState.SUPERSEDED, ReleaseState.SUPERSEDED, ReleaseState.COMMITTED);
    }

    @Test
    void tellsTheViewAtEachReleaseFromItsManifests() {
        seal("a", home, 0, 3);
        ReleaseRef first = release(epoch);
        seal("b", home, 1, 2);
        ReleaseRef second = release(epoch);

        View view = control.releases().view(FLIGHTS, 2);

        assertThat(view.release()).contains(second);
        assertThat(view)
                .isEqualTo(control.releases()
                        .view(FLIGHTS, 1)
                        .apply(control.releases().manifest(second)));
        assertThat(ControlDatabase.over(database).releases().view(FLIGHTS, 2))
                .as("another process, which has to replay all of them")
                .isEqualTo(view);
        assertThat(control.releases().view(FLIGHTS, 1).release()).contains(first);
        assertThat(control.releases().view(FLIGHTS, 0)).isEqualTo(View.empty(FLIGHTS));
        assertThatThrownBy(() -> control.releases().view(FLIGHTS, 3))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("Release [3] of datasource [flights] doesn't exist: the last one is [2]");
    }

    @Test
    void goesBackToEarlierContentAsANewRelease() {
        seal("a", home, 0, 3);
        release(epoch);
        seal("b", home, 1, 5);
        release(epoch);
        control.batches().sealRollback(FLIGHTS, 1, "oops");

        ReleaseRef third = release(epoch);

        assertThat(third.seq()).isEqualTo(3);
        Manifest manifest = control.releases().manifest(third);
        assertThat(manifest.contentOf()).isEqualTo(OptionalLong.of(1));
        assertThat(manifest.inputFingerprint()).isEqualTo("rollback:oops");
        assertThat(control.releases().view(FLIGHTS, 3).segments())
                .isEqualTo(control.releases().view(FLIGHTS, 1).segments());
        assertThat(control.releases().show(FLIGHTS, 3).orElseThrow().contentOf())
                .isEqualTo(OptionalLong.of(1));
    }

    @Test
    void setsABatchAsideThatCannotBecomeARelease() {
        sealWeek("week");
        release(epoch);
        seal("days", home, 0, 7);
        release(epoch);
        seal("one-day", home, 2, 3);
        standAside("one-day");
        control.batches().sealRollback(FLIGHTS, 1, "back");
        release(epoch);
        comeBack("one-day");
        seal("later", home, 10, 11);

        DistributionOutcome outcome = control.releases().startDistribution(FLIGHTS, epoch);

        assertThat(outcome).isInstanceOfSatisfying(DistributionOutcome.Refused.class, refused -> {
            assertThat(refused.batch().inputFingerprint()).isEqualTo("one-day");
            assertThat(refused.reason()).contains("only a part of segment", "of release [3]");
        });
        Batch refused = control.batches().find(FLIGHTS, "one-day").orElseThrow();
        assertThat(refused.state()).isEqualTo(BatchState.REFUSED);
        assertThat(refused.refusal().orElseThrow()).contains("only a part of segment");
        assertThat(control.releases().manifest(distribute(epoch)).inputFingerprint())
                .as("the next one isn't held up")
                .isEqualTo("later");
    }

    @Test
    void refusesADeposedController() {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);
        long successor = control.releases().mintEpoch("controller-2");

        assertThat(successor).isEqualTo(epoch + 1);
        assertThat(control.releases().epoch()).isEqualTo(successor);
        assertThat(control.releases().commit(release, epoch)).isEqualTo(new CommitOutcome.StaleEpoch(successor));
        assertThat(control.releases().startDistribution(FLIGHTS, epoch))
                .isEqualTo(new DistributionOutcome.StaleEpoch(successor));
        assertThat(control.dcs().admit(FLIGHTS, "west", epoch)).isEqualTo(new AdmitOutcome.StaleEpoch(successor));
        assertThat(control.dcs().vote(new Vote(release, "east", "x", epoch, "east-1")))
                .isEqualTo(new VoteOutcome.StaleEpoch(successor));
        assertThat(control.releases().head(FLIGHTS)).isEmpty();
        assertThat(commit(release, successor).epoch())
                .as("what the first prepared, the second finishes")
                .isEqualTo(successor);
    }

    @Test
    void oneOfManyThatCommitAtOnceDoes() throws Exception {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);

        List<CommitOutcome> outcomes = atOnce(6, () -> control.releases().commit(release, epoch));

        assertThat(outcomes)
                .filteredOn(CommitOutcome.Committed.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(CommitOutcome.AlreadyCommitted.class::isInstance)
                .hasSize(5);
        assertThat(control.releases().chain(FLIGHTS)).hasSize(1);
    }

    @Test
    void epochsMintedAtOnceDiffer() throws Exception {
        assertThat(atOnce(8, () -> control.releases().mintEpoch("controller")))
                .doesNotHaveDuplicates()
                .allMatch(minted -> minted > epoch);
        assertThat(control.releases().epoch()).isEqualTo(epoch + 8);
    }

    @Test
    void controllersThatDeposeEachOtherNeverCommitOneNumberTwice() throws Exception {
        for (int n = 0; n < 4; n++) {
            seal("batch-" + n, home, n, n + 1);
        }
        List<List<Commit>> committed = atOnce(3, () -> {
            List<Commit> mine = new ArrayList<>();
            while (control.releases().chain(FLIGHTS).size() < 4) {
                long own = control.releases().mintEpoch("controller");
                mine.addAll(publishOnce(own));
            }
            return mine;
        });

        List<Commit> chain = control.releases().chain(FLIGHTS);
        assertThat(chain.stream().map(commit -> commit.release().seq())).containsExactly(1L, 2L, 3L, 4L);
        assertThat(chain).containsAll(committed.stream().flatMap(List::stream).toList());
        assertThat(chain.stream().map(Commit::epoch)).isSorted();
        String previous = Commit.GENESIS;
        for (Commit commit : chain) {
            assertThat(commit.follows(previous)).isTrue();
            previous = commit.chain();
        }
    }

    @Test
    void aMembershipThatChangesMeanwhileIsSeenByTheCommit() {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);
        long before = control.dcs().membership(FLIGHTS).version();

        control.dcs().register("north");

        assertThat(control.dcs().membership(FLIGHTS).version()).isGreaterThan(before);
        assertThat(control.releases().commit(release, epoch))
                .isEqualTo(new CommitOutcome.NotReady(
                        List.of("DC [north] hasn't voted READY for release [%s]".formatted(release))));
    }

    @Test
    void commitsNothingForNobody() throws Exception {
        long other = control.batches().claimHome("other", "east");
        assertThat(control.dcs().membership("other").inService()).containsExactly("east", "west");
        assertThat(other).isEqualTo(1);
        database.write(transaction -> transaction.execute("DELETE FROM dcr_membership"));
        seal("a", home, 0, 2);

        assertThat(control.releases().commit(distribute(epoch), epoch))
                .isEqualTo(new CommitOutcome.NotReady(
                        List.of("No DC is in service for datasource [flights]: register one")));
    }

    @Test
    void withTheBarrierOffACommitComesBeforeReady() {
        seal("a", home, 0, 2);
        ReleaseRef release = distribute(epoch);
        System.setProperty(CommitConditions.BARRIER_SWITCH, "off");
        try {
            assertThat(control.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Committed.class);
        } finally {
            System.clearProperty(CommitConditions.BARRIER_SWITCH);
        }
    }

    @Test
    void aChangedManifestIsNoticedBeforeAnythingIsMadeOfIt() {
        seal("a", home, 0, 2);
        ReleaseRef release = release(epoch);
        String text = new String(control.releases().manifest(release).canonicalJson(), StandardCharsets.UTF_8);
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_manifest SET manifest = ?",
                text.replace("\"size\":9000", "\"size\":9001").getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> ControlDatabase.over(database).releases().view(FLIGHTS, 1))
                .hasMessageContaining("but its manifest states");
    }

    private void sealWeek(String fingerprint) {
        String version =
                control.batches().begin(FLIGHTS, fingerprint, home, START).version();
        SegmentId week = new SegmentId(FLIGHTS, Releases.days(0, 7), version, 0);
        control.batches()
                .seal(new SealedBatch(
                        FLIGHTS,
                        fingerprint,
                        version,
                        List.of(week.interval()),
                        List.of(Releases.segment(week, Releases.sha256(fingerprint))),
                        "east",
                        home));
    }

    /** Lets a sealed batch stand aside, as if it had been sealed under another view. */
    private void standAside(String fingerprint) {
        setState(fingerprint, BatchState.BEGUN);
    }

    private void comeBack(String fingerprint) {
        setState(fingerprint, BatchState.SEALED);
    }

    private void setState(String fingerprint, BatchState state) {
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_batch SET state = ? WHERE input_fingerprint = ?", state.name(), fingerprint));
    }

    private List<Commit> publishOnce(long own) {
        control.releases().startDistribution(FLIGHTS, own);
        List<Commit> mine = new ArrayList<>();
        control.releases().distributing(FLIGHTS).map(Release::ref).ifPresent(release -> {
            for (String dc : List.of("east", "west")) {
                control.dcs().vote(new Vote(release, dc, "same", own, dc));
            }
            if (control.releases().commit(release, own) instanceof CommitOutcome.Committed done) {
                mine.add(done.commit());
                activate(release);
            }
        });
        control.releases().head(FLIGHTS).map(Release::ref).ifPresent(this::activate);
        return mine;
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    together.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
