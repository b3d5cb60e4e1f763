package io.isobar.replicator.controller;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.replicator.rollout.ReleasePlanner;
import io.isobar.replicator.work.CrashHook;
import io.isobar.replicator.work.StepJournal;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term of one controller, under one epoch. Minting the epoch is what begins it: from then on the control database
 * refuses whoever led before, however long that one believes to lead.
 */
final class Term {
    private static final Logger LOG = LoggerFactory.getLogger(Term.class);
    static final String OWNER = "controller";

    private final long epoch;
    private final ReleaseDriver driver;

    private Term(long epoch, ReleaseDriver driver) {
        this.epoch = epoch;
        this.driver = driver;
    }

    /** Mints an epoch, then closes what the last leader left open. */
    static Term begin(
            ControlDatabase database,
            String candidate,
            Collection<String> expected,
            ReleasePlanner planner,
            CrashHook crash) {
        crash.reached("controller.epoch.before-act");
        long epoch = database.releases().mintEpoch(candidate);
        crash.reached("controller.epoch.after-act");
        LOG.info("[{}] leads with epoch [{}]", candidate, epoch);
        var journal = new StepJournal(database.journal(), OWNER, OWNER, crash);
        var driver = new ReleaseDriver(database, new LedgerReader(database, expected), planner, journal, epoch);
        journal.recover(driver::found);
        return new Term(epoch, driver);
    }

    long epoch() {
        return epoch;
    }

    /** Whether anything got on. */
    boolean advance() {
        return driver.advance();
    }
}
