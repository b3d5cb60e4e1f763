package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of all ledgers start from: an empty control database, and the steps of an ordinary release. */
public abstract class AbstractLedgerContract {
    static final String FLIGHTS = Releases.DATA_SOURCE;
    static final Instant START = Instant.parse("2026-01-01T00:00:00.000Z");

    SqlDatabase database;
    ControlDatabase control;

    /** A database that holds nothing. */
    protected abstract DatabaseConfig freshDatabase() throws Exception;

    @BeforeEach
    final void openControlDatabase() throws Exception {
        database = SqlDatabase.open(freshDatabase(), "control-test");
        control = ControlDatabase.over(database);
        control.migrate();
    }

    @AfterEach
    final void closeControlDatabase() {
        control.close();
    }

    /** East and west serve, east is home. */
    final long twoDatacenters() {
        control.dcs().register("east");
        control.dcs().register("west");
        return control.batches().claimHome(FLIGHTS, "east");
    }

    final SealedBatch batch(String fingerprint, long homeEpoch, int firstDay, int lastDay) {
        String version =
                control.batches().begin(FLIGHTS, fingerprint, homeEpoch, START).version();
        return Releases.batch(fingerprint, version, firstDay, lastDay, homeEpoch);
    }

    final void seal(String fingerprint, long homeEpoch, int firstDay, int lastDay) {
        assertThat(control.batches().seal(batch(fingerprint, homeEpoch, firstDay, lastDay)))
                .isInstanceOf(SealOutcome.Sealed.class);
    }

    final ReleaseRef distribute(long epoch) {
        DistributionOutcome outcome = control.releases().startDistribution(FLIGHTS, epoch);
        assertThat(outcome).isInstanceOf(DistributionOutcome.Started.class);
        return ((DistributionOutcome.Started) outcome).release();
    }

    final void vote(ReleaseRef release, String dc, long epoch) {
        assertThat(control.dcs().vote(new Vote(release, dc, "the same answers", epoch, dc + "-1")))
                .isEqualTo(new VoteOutcome.Recorded());
    }

    final Commit commit(ReleaseRef release, long epoch) {
        CommitOutcome outcome = control.releases().commit(release, epoch);
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    final void activate(ReleaseRef release) {
        control.dcs().activated(release, "east", START);
        control.dcs().activated(release, "west", START);
    }

    /** All of it: distributed, voted for by both, committed, active. */
    final ReleaseRef release(long epoch) {
        ReleaseRef release = distribute(epoch);
        vote(release, "east", epoch);
        vote(release, "west", epoch);
        commit(release, epoch);
        activate(release);
        return release;
    }
}
