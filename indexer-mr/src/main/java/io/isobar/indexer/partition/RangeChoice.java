package io.isobar.indexer.partition;

import java.util.List;
import java.util.Optional;

/**
 * Chooses the dimensions that a chunk is cut by, by Druid's rule: of those whose ranges are all small enough, the ones whose
 * ranges are nearest to the target; but where one has more than 3,000,000 values, the one with most.
 *
 * <p>Druid gives up where no ranges are small enough. Here the nearest are taken then, and the large ones are split.
 */
public final class RangeChoice {
    private static final long HIGH_CARDINALITY = 3_000_000;

    private final long target;
    private final long most;

    /** Ranges should have {@code target} rows, and not more than {@code most}. */
    public RangeChoice(long target, long most) {
        this.target = target;
        this.most = most;
    }

    /** The place of the best candidate; empty if there is none that can be cut by. */
    public Optional<Integer> best(List<Optional<RangeCut>> candidates) {
        Optional<Integer> best = bestOf(candidates, true);
        return best.isPresent() ? best : bestOf(candidates, false);
    }

    private Optional<Integer> bestOf(List<Optional<RangeCut>> candidates, boolean onlyFitting) {
        int nearest = -1;
        int richest = -1;
        for (int i = 0; i < candidates.size(); i++) {
            RangeCut cut = candidates.get(i).orElse(null);
            if (cut == null || (onlyFitting && !cut.fits(most))) {
                continue;
            }
            if (nearest < 0
                    || cut.distance(target)
                            < candidates.get(nearest).orElseThrow().distance(target)) {
                nearest = i;
            }
            if (richest < 0
                    || cut.cardinality() > candidates.get(richest).orElseThrow().cardinality()) {
                richest = i;
            }
        }
        if (nearest < 0) {
            return Optional.empty();
        }
        boolean high = candidates.get(richest).orElseThrow().cardinality() > HIGH_CARDINALITY;
        return Optional.of(high ? richest : nearest);
    }
}
