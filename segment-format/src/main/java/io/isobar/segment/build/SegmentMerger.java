package io.isobar.segment.build;

import io.isobar.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes one segment of several. */
@SuppressWarnings("DoNotCallSuggester")
public final class SegmentMerger {
    private SegmentMerger() {}

    /** Writes the rows of {@code segments} to {@code dir}, which must not exist yet, as {@code spec} asks. */
    public static SegmentSummary merge(SegmentSpec spec, List<Segment> segments, Path scratch, Path dir)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
