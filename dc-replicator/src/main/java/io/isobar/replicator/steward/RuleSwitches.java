package io.isobar.replicator.steward;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules that a test can take away, by system property, to prove that clients are right without them. */
final class RuleSwitches {
    static final String COMMIT_NOTICE = "isobar.rule.commit-notice";

    private static final Logger LOG = LoggerFactory.getLogger(RuleSwitches.class);

    private RuleSwitches() {}

    /** Whether this steward must not hear of commits. */
    static boolean withholdsCommits() {
        boolean withheld = "withheld".equals(System.getProperty(COMMIT_NOTICE));
        if (withheld) {
            LOG.error("[{}] is withheld: this data center never activates a release. For tests only", COMMIT_NOTICE);
        }
        return withheld;
    }
}
