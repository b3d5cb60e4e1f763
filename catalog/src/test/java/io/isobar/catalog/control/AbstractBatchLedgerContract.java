package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.UnpublishableBatchException;
import io.isobar.segment.SegmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What holds for batches, whatever the database. */
public abstract class AbstractBatchLedgerContract extends AbstractLedgerContract {
    @Test
    void eachClaimOfAHomeMintsAHigherEpoch() {
        assertThat(control.batches().home(FLIGHTS)).isEmpty();

        assertThat(control.batches().claimHome(FLIGHTS, "east")).isEqualTo(1);
        assertThat(control.batches().claimHome(FLIGHTS, "west")).isEqualTo(2);
        assertThat(control.batches().claimHome("other", "east")).isEqualTo(1);

        assertThat(control.batches().home(FLIGHTS)).contains(new Home(FLIGHTS, "west", 2));
        assertThat(control.releases().dataSources()).containsExactly(FLIGHTS, "other");
    }

    @Test
    void fixesOneVersionForEachInput() {
        long epoch = twoDatacenters();

        assertThat(control.batches().begin(FLIGHTS, "a", epoch, START).version())
                .isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(control.batches().begin(FLIGHTS, "b", epoch, START).version())
                .as("never the version of another batch")
                .isEqualTo("2026-01-01T00:00:00.001Z");
        assertThat(control.batches()
                        .begin(FLIGHTS, "c", epoch, START.minusSeconds(60))
                        .version())
                .as("never before the last one")
                .isEqualTo("2026-01-01T00:00:00.002Z");
        assertThat(control.batches()
                        .begin(FLIGHTS, "d", epoch, START.plusSeconds(60))
                        .version())
                .isEqualTo("2026-01-01T00:01:00.000Z");
        assertThat(control.batches()
                        .begin(FLIGHTS, "a", epoch, START.plusSeconds(3600))
                        .version())
                .as("a rerun has the version of the first run")
                .isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @Test
    void aRerunOfASealedInputHasNothingLeftToDo() {
        long epoch = twoDatacenters();
        seal("a", epoch, 0, 2);

        BatchTicket again = control.batches().begin(FLIGHTS, "a", epoch, START);

        assertThat(again.sealed()).isPresent();
        assertThat(again.sealed().get().state()).isEqualTo(BatchState.SEALED);
    }

    @Test
    void sealsABatchWholeAndInOrder() {
        long epoch = twoDatacenters();
        SealedBatch second = batch("b", epoch, 0, 1);
        seal("a", epoch, 0, 2);
        assertThat(control.batches().seal(second)).isInstanceOf(SealOutcome.Sealed.class);

        assertThat(control.batches().pending(FLIGHTS).stream().map(Batch::inputFingerprint))
                .as("the order of sealing, not of beginning")
                .containsExactly("a", "b");
        assertThat(control.batches().find(FLIGHTS, "a").orElseThrow().order()).isEqualTo(1);
    }

    @Test
    void sealingTheSameAgainChangesNothing() {
        long epoch = twoDatacenters();
        SealedBatch batch = batch("a", epoch, 0, 2);
        SealOutcome.Sealed first = (SealOutcome.Sealed) control.batches().seal(batch);

        assertThat(control.batches().seal(batch)).isEqualTo(new SealOutcome.AlreadySealed(first.batch()));
        assertThat(control.batches().pending(FLIGHTS)).hasSize(1);
    }

    @Test
    void sealingAgainIsKnownEvenAfterTheHomeHasMoved() {
        long epoch = twoDatacenters();
        SealedBatch batch = batch("a", epoch, 0, 2);
        control.batches().seal(batch);
        control.batches().claimHome(FLIGHTS, "west");

        assertThat(control.batches().seal(batch)).isInstanceOf(SealOutcome.AlreadySealed.class);
    }

    @Test
    void sameInputWithOtherBytesIsAnErrorThatNamesTheSegment() {
        long epoch = twoDatacenters();
        SealedBatch batch = batch("a", epoch, 0, 2);
        control.batches().seal(batch);
        List<ReleaseSegment> changed = new ArrayList<>(batch.segments());
        SegmentId id = changed.get(3).id();
        changed.set(3, Releases.segment(id, Releases.sha256("other bytes")));

        assertThatThrownBy(() -> control.batches().seal(with(batch, changed)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Input [a] of datasource [flights] was sealed before with other content")
                .hasMessageContaining("segment [" + id + "] had the SHA-256 [")
                .hasMessageContaining("now [" + Releases.sha256("other bytes") + "]");
        assertThatThrownBy(() -> control.batches().seal(with(batch, changed.subList(0, 3))))
                .hasMessageContaining("segment [" + id + "] is missing now");
    }

    @Test
    void refusesAHomeThatHasBeenReplaced() {
        long old = twoDatacenters();
        SealedBatch batch = batch("a", old, 0, 2);
        long current = control.batches().claimHome(FLIGHTS, "west");

        assertThat(control.batches().seal(batch)).isEqualTo(new SealOutcome.StaleEpoch(current));
        assertThat(control.batches().pending(FLIGHTS)).isEmpty();
        assertThatThrownBy(() -> control.batches().begin(FLIGHTS, "b", old, START))
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining("under epoch [1] refused: the epoch is [2] now")
                .satisfies(e -> assertThat(((StaleEpochException) e).current()).isEqualTo(current));
    }

    @Test
    void theNewHomeFinishesWhatTheOldOneBegan() {
        long old = twoDatacenters();
        String version = control.batches().begin(FLIGHTS, "a", old, START).version();
        long current = control.batches().claimHome(FLIGHTS, "west");

        BatchTicket ticket = control.batches().begin(FLIGHTS, "a", current, START.plusSeconds(9));

        assertThat(ticket.version()).isEqualTo(version);
        assertThat(control.batches().seal(Releases.batch("a", version, 0, 2, current)))
                .isInstanceOf(SealOutcome.Sealed.class);
    }

    @Test
    void refusesWhatWasNeverBegunOrHasAnotherVersion() {
        long epoch = twoDatacenters();

        assertThatThrownBy(() -> control.batches().seal(Releases.batch("x", Releases.version(1), 0, 1, epoch)))
                .hasMessageContaining("was never begun");
        control.batches().begin(FLIGHTS, "a", epoch, START);
        assertThatThrownBy(() -> control.batches().seal(Releases.batch("a", Releases.version(7), 0, 1, epoch)))
                .hasMessageContaining("was begun with [2026-01-01T00:00:00.000Z]");
        assertThatThrownBy(() -> control.batches().begin("unknown", "a", epoch, START))
                .hasMessageStartingWith("Unknown datasource [unknown]");
    }

    @Test
    void refusesToReplaceAPartOfASegmentThatIsVisibleOrWillBe() {
        long epoch = twoDatacenters();
        String version = control.batches().begin(FLIGHTS, "week", epoch, START).version();
        SegmentId week = new SegmentId(FLIGHTS, Releases.days(0, 7), version, 0);
        control.batches()
                .seal(new SealedBatch(
                        FLIGHTS,
                        "week",
                        version,
                        List.of(week.interval()),
                        List.of(Releases.segment(week, Releases.sha256("week"))),
                        "east",
                        epoch));
        SealedBatch day = batch("day", epoch, 2, 3);

        assertThatThrownBy(() -> control.batches().seal(day))
                .as("sealed, not released yet")
                .isInstanceOf(UnpublishableBatchException.class)
                .hasMessageContaining("only a part of segment [" + week + "]");
        release(control.releases().mintEpoch("controller"));
        assertThatThrownBy(() -> control.batches().seal(day))
                .isInstanceOf(UnpublishableBatchException.class)
                .hasMessageContaining("of release [1]");
        assertThat(control.batches().find(FLIGHTS, "day").orElseThrow().state())
                .as("nothing happened to it")
                .isEqualTo(BatchState.BEGUN);
    }

    @Test
    void asksForARollbackOncePerRequest() {
        long epoch = twoDatacenters();
        long controller = control.releases().mintEpoch("controller");
        seal("a", epoch, 0, 2);
        release(controller);
        seal("b", epoch, 1, 3);
        release(controller);

        SealOutcome.Sealed asked = (SealOutcome.Sealed) control.batches().sealRollback(FLIGHTS, 1, "r1");

        assertThat(asked.batch().contentOf()).isEqualTo(OptionalLong.of(1));
        assertThat(control.batches().sealRollback(FLIGHTS, 1, "r1"))
                .isEqualTo(new SealOutcome.AlreadySealed(asked.batch()));
        assertThat(control.batches().pending(FLIGHTS)).containsExactly(asked.batch());
        assertThatThrownBy(() -> control.batches().sealRollback(FLIGHTS, 2, "r1"))
                .hasMessageContaining("use a new request id");
        assertThatThrownBy(() -> control.batches().sealRollback(FLIGHTS, 3, "r2"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("Release [3] of datasource [flights] is not among the committed ones");
    }

    @Test
    void keepsNamesApartThatDifferOnlyInCase() {
        control.batches().claimHome("Flights", "east");
        control.batches().claimHome(FLIGHTS, "west");

        assertThat(control.batches().home("Flights")).contains(new Home("Flights", "east", 1));
        assertThat(control.batches().home(FLIGHTS)).contains(new Home(FLIGHTS, "west", 1));
    }

    @Test
    void aVersionFollowsTheLastOneWhateverTheClockSays() {
        long epoch = twoDatacenters();
        control.batches().begin(FLIGHTS, "a", epoch, Instant.parse("2026-06-01T00:00:00Z"));

        assertThat(control.batches()
                        .begin(FLIGHTS, "b", epoch, Instant.parse("2020-01-01T00:00:00Z"))
                        .version())
                .isEqualTo("2026-06-01T00:00:00.001Z");
    }

    private static SealedBatch with(SealedBatch batch, List<ReleaseSegment> segments) {
        return new SealedBatch(
                batch.dataSource(),
                batch.inputFingerprint(),
                batch.version(),
                batch.replaced(),
                segments,
                batch.producerDc(),
                batch.homeEpoch());
    }
}
