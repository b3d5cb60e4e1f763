package io.isobar.serving.router;

import io.isobar.serving.token.SeenRelease;

/**
 * What release an answer has to come from.
 *
 * @param dataSource the table that the query asks
 * @param seq of the release; 0 if any will do
 * @param exactly whether the query names that release; otherwise a newer one will do too
 */
record Need(String dataSource, long seq, boolean exactly) {
    static Need any(String dataSource) {
        return new Need(dataSource, 0, false);
    }

    static Need atLeast(SeenRelease seen) {
        return new Need(seen.dataSource(), seen.seq(), false);
    }

    static Need exactly(String dataSource, long seq) {
        return new Need(dataSource, seq, true);
    }

    /** Whether an answer from release {@code answered} may be shown. */
    boolean isMetBy(long answered) {
        return exactly ? answered == seq : answered >= seq;
    }
}
