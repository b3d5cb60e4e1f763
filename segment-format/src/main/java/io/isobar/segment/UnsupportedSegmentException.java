package io.isobar.segment;

import java.io.IOException;

/** The segment, or one column of it, is sound as far as can be told but uses a part of the format that is not read here. */
public final class UnsupportedSegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the part of the format that a column uses, and its file. */
    public UnsupportedSegmentException(String problem, String file) {
        this(problem, file, "Rebuild the segment with a plain column in its place");
    }

    /** Names the part of the format, the file that uses it, and what to do. */
    public UnsupportedSegmentException(String problem, String file, String remedy) {
        super("%s in [%s]. %s".formatted(problem, file, remedy));
    }
}
