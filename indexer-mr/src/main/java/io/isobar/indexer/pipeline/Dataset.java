package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.TransformSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that a job reads: files, and what is done to each row while it is read.
 *
 * @param base the source or the stage whose files these are
 * @param format of the files
 * @param transforms in order
 */
public record Dataset(String base, InputFormatSpec format, List<TransformSpec> transforms) {
    public Dataset {
        transforms = List.copyOf(transforms);
    }

    /** Whether an earlier job writes the files. */
    public boolean isIntermediate() {
        return format.kind() == InputFormatSpec.Kind.ROWS;
    }

    Dataset then(TransformSpec transform) {
        List<TransformSpec> all = new ArrayList<>(transforms);
        all.add(transform);
        return new Dataset(base, format, all);
    }
}
