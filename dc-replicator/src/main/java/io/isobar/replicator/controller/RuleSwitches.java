package io.isobar.replicator.controller;

import io.isobar.replicator.rollout.Barrier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules that a test can take away, by system property, to prove that the checks notice. */
final class RuleSwitches {
    static final String BARRIER = "isobar.rule.barrier";

    private static final Logger LOG = LoggerFactory.getLogger(RuleSwitches.class);

    private RuleSwitches() {}

    static Barrier barrier() {
        if (!"off".equals(System.getProperty(BARRIER))) {
            return Barrier.ENFORCED;
        }
        LOG.error("[{}] is off: releases are committed before the data centers are ready. For tests only", BARRIER);
        return Barrier.OFF;
    }
}
