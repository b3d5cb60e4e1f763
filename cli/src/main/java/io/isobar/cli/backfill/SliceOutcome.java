package io.isobar.cli.backfill;

import io.isobar.catalog.control.SliceBatch;
import java.util.List;

/** How one attempt at a slice ended. */
sealed interface SliceOutcome {
    /** Its batches are sealed, now or by earlier attempts. */
    record Sealed(List<SliceBatch> batches, String inWords) implements SliceOutcome {
        public Sealed {
            batches = List.copyOf(batches);
        }
    }

    /** Not all of it was published. */
    record Failed(String reason) implements SliceOutcome {}

    /** Another run holds the lock of this stretch of time; that is no fault of the slice. */
    record Locked(String reason) implements SliceOutcome {}

    /** The attempt was told to stop, and did. */
    record Stopped() implements SliceOutcome {}
}
