package io.isobar.replicator.controller;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.AdmitOutcome;
import io.isobar.catalog.control.CommitOutcome;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DistributionOutcome;
import io.isobar.catalog.control.Intent;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.control.ReleaseState;
import io.isobar.replicator.rollout.ControlStep;
import io.isobar.replicator.rollout.LedgerRows;
import io.isobar.replicator.rollout.ReleasePlanner;
import io.isobar.replicator.work.Complaints;
import io.isobar.replicator.work.StepJournal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the releases of all datasources in one term of one controller: reads, plans, acts, and notes both. It keeps
 * nothing that a successor would need.
 */
final class ReleaseDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseDriver.class);

    static final String START = "start";
    static final String COMMIT = "commit";
    static final String ADMIT = "admit";

    private final ControlDatabase database;
    private final LedgerReader reader;
    private final ReleasePlanner planner;
    private final StepJournal journal;
    private final long epoch;
    private final Complaints complaints = new Complaints(LOG);

    ReleaseDriver(
            ControlDatabase database, LedgerReader reader, ReleasePlanner planner, StepJournal journal, long epoch) {
        this.database = database;
        this.reader = reader;
        this.planner = planner;
        this.journal = journal;
        this.epoch = epoch;
    }

    /** Whether any datasource got on. What goes wrong with one doesn't keep the others. */
    boolean advance() {
        boolean moved = false;
        Optional<RuntimeException> problem = Optional.empty();
        for (String dataSource : database.releases().dataSources()) {
            try {
                journal.settle(dataSource, this::found);
                if (advance(dataSource, reader.read(dataSource))) {
                    complaints.settled(dataSource);
                    moved = true;
                }
            } catch (DeposedException e) {
                throw e;
            } catch (RuntimeException e) {
                complaints.about(dataSource, "Datasource [%s] doesn't go on".formatted(dataSource), e);
                problem = Optional.of(e);
            }
        }
        if (!moved && problem.isPresent()) {
            throw problem.get();
        }
        return moved;
    }

    private boolean advance(String dataSource, LedgerRows rows) {
        ControlStep step = planner.next(rows);
        if (step instanceof ControlStep.Start) {
            return start(dataSource, rows.head().map(ReleaseRef::seq).orElse(0L) + 1);
        }
        if (step instanceof ControlStep.Commit commit) {
            return commit(commit.release());
        }
        if (step instanceof ControlStep.Admit admit) {
            return admit(dataSource, rows.head().orElseThrow().seq(), admit.dc());
        }
        if (step instanceof ControlStep.Await await) {
            complaints.note(dataSource, "Datasource [%s] %s".formatted(dataSource, await.why()));
        } else if (step instanceof ControlStep.Hold hold) {
            complaints.about(dataSource, "Release [%s] is held: %s".formatted(hold.release(), hold.why()));
        }
        return false;
    }

    private boolean start(String dataSource, long seq) {
        Intent intent = journal.intent(dataSource, seq, "", START, epoch, "{}");
        journal.begin(intent);
        DistributionOutcome outcome = database.releases().startDistribution(dataSource, epoch);
        if (outcome instanceof DistributionOutcome.StaleEpoch stale) {
            throw deposed(intent, stale.current());
        }
        if (outcome instanceof DistributionOutcome.Refused refused) {
            LOG.error(
                    "Batch [{}] of datasource [{}] can't become a release: {}",
                    refused.batch().inputFingerprint(),
                    dataSource,
                    refused.reason());
            journal.giveUp(intent, refused.reason());
            return true;
        }
        if (outcome instanceof DistributionOutcome.NothingSealed) {
            journal.giveUp(intent, "nothing is sealed any more");
            return false;
        }
        ReleaseRef release = outcome instanceof DistributionOutcome.Started started
                ? started.release()
                : ((DistributionOutcome.Underway) outcome).release();
        journal.end(intent, release.toString());
        LOG.info("Release [{}] is on its way to the data centers", release);
        return true;
    }

    private boolean commit(ReleaseRef release) {
        Intent intent = journal.intent(release.dataSource(), release.seq(), "", COMMIT, epoch, detail(release));
        journal.begin(intent);
        CommitOutcome outcome = database.releases().commit(release, epoch);
        if (outcome instanceof CommitOutcome.StaleEpoch stale) {
            throw deposed(intent, stale.current());
        }
        if (outcome instanceof CommitOutcome.Committed committed) {
            journal.end(intent, committed.commit().chain());
            LOG.info(
                    "Release [{}] is committed, chain [{}]",
                    release,
                    committed.commit().chain());
            return true;
        }
        if (outcome instanceof CommitOutcome.AlreadyCommitted already) {
            journal.end(intent, already.commit().chain());
            return true;
        }
        if (outcome instanceof CommitOutcome.Unknown unknown) {
            // Neither done nor failed: the note stays open until the next round reads back which it was.
            complaints.about(
                    release.dataSource(),
                    "Whether release [%s] was committed is read back".formatted(release),
                    unknown.cause());
            return false;
        }
        String why = outcome instanceof CommitOutcome.NotReady notReady
                ? String.join("; ", notReady.unmet())
                : "the head is %s".formatted(((CommitOutcome.HeadMoved) outcome).head());
        complaints.about(release.dataSource(), "Release [%s] was not committed: %s".formatted(release, why));
        return false;
    }

    private boolean admit(String dataSource, long seq, String dc) {
        Intent intent = journal.intent(dataSource, seq, dc, ADMIT, epoch, "{}");
        journal.begin(intent);
        AdmitOutcome outcome = database.dcs().admit(dataSource, dc, epoch);
        if (outcome instanceof AdmitOutcome.StaleEpoch stale) {
            throw deposed(intent, stale.current());
        }
        if (outcome instanceof AdmitOutcome.NotReady notReady) {
            complaints.about(
                    dataSource, "DC [%s] is not admitted: %s".formatted(dc, String.join("; ", notReady.unmet())));
            return false;
        }
        journal.end(intent, "in service");
        LOG.info("DC [{}] has caught up with datasource [{}] and is in service", dc, dataSource);
        return true;
    }

    private DeposedException deposed(Intent intent, long current) {
        journal.giveUp(intent, "epoch [%d] leads".formatted(current));
        return new DeposedException(epoch, current);
    }

    /** Whether what an intent announced has happened, whoever did it. */
    Optional<String> found(Intent intent) {
        String dataSource = intent.dataSource();
        return switch (intent.step()) {
            case START ->
                database.releases()
                        .show(dataSource, intent.seq())
                        .map(release -> release.ref().toString());
            case COMMIT ->
                database.releases()
                        .show(dataSource, intent.seq())
                        .filter(release -> release.state() != ReleaseState.DISTRIBUTING)
                        .filter(release -> intent.detail().equals(detail(release.ref())))
                        .map(release -> "committed as " + release.ref());
            case ADMIT ->
                Optional.ofNullable(
                                database.dcs().membership(dataSource).members().get(intent.dc()))
                        .filter(Membership.State.IN_SERVICE::equals)
                        .map(Membership.State::name);
            default -> Optional.empty();
        };
    }

    private static String detail(ReleaseRef release) {
        return "{\"root\":\"%s\"}".formatted(release.root());
    }
}
