package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.io.IOException;

/** Looks at the input of slices. */
interface SliceInput {
    /**
     * The fingerprint of the batch that the slice would become.
     *
     * @throws java.io.FileNotFoundException if it has no input
     */
    String fingerprint(Interval slice) throws IOException;
}
