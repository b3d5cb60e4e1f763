package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.segment.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for the locks of indexing runs and the batches that are built under them, whatever the database. */
public abstract class AbstractRunLocksContract extends AbstractLedgerContract {
    private static final LockHolder HERE = new LockHolder("worker-1", 4711);

    @Test
    void theSchemaIsCurrentOnceItIsMigrated() throws Exception {
        assertThat(control.isCurrent()).isTrue();
        try (ControlDatabase unused = ControlDatabase.open(freshDatabase())) {
            assertThat(unused.isCurrent()).isFalse();
        }
        database.write(handle ->
                handle.execute("UPDATE \"isobar_control_schema\" SET \"success\" = FALSE WHERE \"version\" = '%d'"
                        .formatted(ControlDatabase.SCHEMA_VERSION)));
        assertThat(control.isCurrent()).isFalse();
    }

    @Test
    void tokensGrowAndIntervalsThatDoNotOverlapAreLockedSideBySide() {
        twoDatacenters();

        RunLock first = granted("a", 0, 2);
        RunLock second = granted("b", 2, 3);

        assertThat(first.token()).isEqualTo(1);
        assertThat(second.token()).isEqualTo(2);
    }

    @Test
    void whoIsSecondLearnsWhoHoldsTheLock() {
        twoDatacenters();
        RunLock first = granted("a", 0, 2);

        assertThat(ask("b", 1, 3)).isEqualTo(new LockOutcome.Held(first));
        assertThat(first.holder()).hasToString("process 4711 on worker-1");
        control.runLocks().release(first);
        assertThat(ask("b", 1, 3)).isInstanceOf(LockOutcome.Granted.class);
    }

    @Test
    void aLockOfAllTimesOverlapsEveryOther() {
        twoDatacenters();
        LockOutcome all = control.runLocks()
                .grant(
                        new RunLocks.Request(FLIGHTS, "a", List.of(Interval.ETERNITY), HERE, RunLock.Guard.LEASE),
                        lock -> false);

        assertThat(ask("b", 5, 6)).isEqualTo(new LockOutcome.Held(((LockOutcome.Granted) all).lock()));
    }

    @Test
    void aLeaseThatIsNotRenewedIsOver() {
        twoDatacenters();
        RunLock silent = granted("a", 0, 2);
        elapse(silent, RunLocks.LEASE.toSeconds() - 5);
        assertThat(ask("b", 0, 1)).isInstanceOf(LockOutcome.Held.class);

        assertThat(control.runLocks().renew(silent)).isTrue();
        assertThat(ask("b", 0, 1)).isInstanceOf(LockOutcome.Held.class);
        elapse(silent, RunLocks.LEASE.toSeconds() + 5);
        assertThat(ask("b", 0, 1)).isInstanceOf(LockOutcome.Granted.class);

        assertThat(control.runLocks().renew(silent)).as("too late").isFalse();
    }

    @Test
    void aHolderThatIsKnownToBeDeadIsNotWaitedFor() {
        twoDatacenters();
        granted("a", 0, 2);

        LockOutcome outcome = control.runLocks()
                .grant(request("b", 0, 2), lock -> lock.holder().equals(HERE));

        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
    }

    @Test
    void aSealUnderALockThatAnotherTookOverIsRefused() {
        long epoch = twoDatacenters();
        RunLock old = granted("a", 0, 2);
        SealedBatch batch = begun(old, epoch, 0, 2);
        elapse(old, RunLocks.LEASE.toSeconds() + 5);
        RunLock later = granted("b", 1, 3);

        assertThat(control.batches().seal(batch, old)).isEqualTo(new SealOutcome.TakenOver(later));

        assertThat(control.batches().pending(FLIGHTS)).isEmpty();
        control.runLocks().release(later);
        assertThat(control.batches().seal(batch, old))
                .as("the token counts, not who lives")
                .isEqualTo(new SealOutcome.TakenOver(later));
        assertThat(control.batches().seal(batch)).isEqualTo(new SealOutcome.TakenOver(later));
    }

    @Test
    void aLaterLockOfOtherIntervalsDoesNotMatter() {
        long epoch = twoDatacenters();
        RunLock first = granted("a", 0, 2);
        granted("b", 2, 3);

        assertThat(control.batches().seal(begun(first, epoch, 0, 2), first)).isInstanceOf(SealOutcome.Sealed.class);
    }

    @Test
    void theNextRunOfTheSameInputSealsUnderItsOwnToken() {
        long epoch = twoDatacenters();
        RunLock old = granted("a", 0, 2);
        SealedBatch batch = begun(old, epoch, 0, 2);
        elapse(old, RunLocks.LEASE.toSeconds() + 5);
        RunLock again = granted("a", 0, 2);
        begun(again, epoch, 0, 2);

        assertThat(control.batches().seal(batch, old)).isEqualTo(new SealOutcome.TakenOver(again));
        assertThat(control.batches().seal(batch, again)).isInstanceOf(SealOutcome.Sealed.class);
        assertThat(control.batches().seal(batch, old))
                .as("the same bytes")
                .isInstanceOf(SealOutcome.AlreadySealed.class);
    }

    @Test
    void beginningAgainGivesAnotherBatchWithAHigherVersion() {
        long epoch = twoDatacenters();
        RunLock lock = granted("a", 0, 2);
        SealedBatch first = begun(lock, epoch, 0, 2);
        control.batches().seal(first, lock);

        BatchTicket again = control.batches().beginAgain(lock, epoch, START);

        assertThat(again.inputFingerprint()).isEqualTo("a+1");
        assertThat(again.version()).isGreaterThan(first.version());
        assertThat(again.sealed()).isEmpty();
        assertThat(control.batches().seal(sealable(again, 0, 2), lock)).isInstanceOf(SealOutcome.Sealed.class);
        assertThat(control.batches().pending(FLIGHTS)).hasSize(2);
    }

    @Test
    void aRetryOfBeginningAgainIsTheSameBatchUntilItsOutcomeIsTold() {
        long epoch = twoDatacenters();
        RunLock lock = granted("a", 0, 2);
        BatchTicket once = control.batches().beginAgain(lock, epoch, START);

        assertThat(control.batches().beginAgain(lock, epoch, START))
                .as("killed before the seal")
                .isEqualTo(once);
        control.batches().seal(sealable(once, 0, 2), lock);
        assertThat(control.batches().beginAgain(lock, epoch, START).sealed())
                .as("killed after the seal")
                .isEqualTo(control.batches().find(FLIGHTS, "a+1"));
        control.batches().told(FLIGHTS, "a+1");
        assertThat(control.batches().beginAgain(lock, epoch, START).inputFingerprint())
                .isEqualTo("a+2");
    }

    @Test
    void anInputIsKnownAsSealedHoweverItWasBegun() {
        long epoch = twoDatacenters();
        RunLock lock = granted("a", 0, 2);
        assertThat(control.batches().sealed(FLIGHTS, "a")).isEmpty();
        control.batches().seal(sealable(control.batches().beginAgain(lock, epoch, START), 0, 2), lock);

        assertThat(control.batches().sealed(FLIGHTS, "a"))
                .isEqualTo(control.batches().find(FLIGHTS, "a+1"));
        assertThat(control.batches().begin(lock, epoch, START).sealed())
                .isEqualTo(control.batches().find(FLIGHTS, "a+1"));
    }

    @Test
    void aDatasourceThatIsNotRegisteredHasNoLocks() {
        assertThatThrownBy(() -> ask("a", 0, 1)).hasMessageStartingWith("Unknown datasource [flights]");
    }

    private RunLock granted(String input, int firstDay, int lastDay) {
        return ((LockOutcome.Granted) ask(input, firstDay, lastDay)).lock();
    }

    private LockOutcome ask(String input, int firstDay, int lastDay) {
        return control.runLocks().grant(request(input, firstDay, lastDay), lock -> false);
    }

    private static RunLocks.Request request(String input, int firstDay, int lastDay) {
        return new RunLocks.Request(
                FLIGHTS, input, List.of(Releases.days(firstDay, lastDay)), HERE, RunLock.Guard.LEASE);
    }

    private SealedBatch begun(RunLock lock, long epoch, int firstDay, int lastDay) {
        return sealable(control.batches().begin(lock, epoch, START), firstDay, lastDay);
    }

    private static SealedBatch sealable(BatchTicket ticket, int firstDay, int lastDay) {
        return Releases.batch(ticket.inputFingerprint(), ticket.version(), firstDay, lastDay, ticket.homeEpoch());
    }

    /** The holder of a lock says nothing for so long. */
    private void elapse(RunLock lock, long seconds) {
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_run_lock SET renewed_at = TIMESTAMPADD(SECOND, ?, NOW(3)) WHERE token = ?",
                -seconds,
                lock.token()));
    }
}
