package io.isobar.segment;

import java.io.IOException;

/** The segment, or one column of it, is sound as far as can be told but uses a part of the format that is not read here. */
public final class UnsupportedSegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the part of the format and the file that uses it. */
    public UnsupportedSegmentException(String problem, String file) {
        super("%s in [%s]. Rebuild the segment with a plain column in its place".formatted(problem, file));
    }
}
