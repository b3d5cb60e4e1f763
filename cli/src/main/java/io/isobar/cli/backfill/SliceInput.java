package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.Map;

/** Looks at the input of slices. */
interface SliceInput {
    /**
     * The fingerprints of the batches that the slice would become, by their datasources.
     *
     * @throws java.io.FileNotFoundException if one of them has no input
     */
    Map<String, String> fingerprints(Interval slice) throws IOException;
}
