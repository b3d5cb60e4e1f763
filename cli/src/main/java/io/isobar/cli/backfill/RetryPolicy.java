package io.isobar.cli.backfill;

import java.time.Duration;

/**
 * How often a slice is tried, and how long it rests in between: the first rest doubles with each failure.
 *
 * @param retries attempts after the first one, in one run of the backfill
 * @param firstRest before the second attempt
 * @param longestRest what doubling stops at
 * @param lookAgain how long until a slice that somebody else holds is looked at again
 */
record RetryPolicy(int retries, Duration firstRest, Duration longestRest, Duration lookAgain) {
    private static final int MOST_DOUBLINGS = 30;

    RetryPolicy {
        if (retries < 0) {
            throw new IllegalArgumentException("Retries [%d] must not be negative".formatted(retries));
        }
        if (firstRest.isNegative() || longestRest.compareTo(firstRest) < 0) {
            throw new IllegalArgumentException(
                    "The rest before a retry [%s] must be from PT0S to [%s]".formatted(firstRest, longestRest));
        }
    }

    /** The rest after the {@code failures}-th failure, counted from 1. */
    Duration rest(int failures) {
        Duration rest = firstRest;
        for (int i = 1; i < Math.min(failures, MOST_DOUBLINGS) && rest.compareTo(longestRest) < 0; i++) {
            rest = rest.multipliedBy(2);
        }
        return rest.compareTo(longestRest) < 0 ? rest : longestRest;
    }
}
