package io.isobar.segment;

import java.io.IOException;

/** The bytes of a segment contradict its format. Never retried: reading again cannot help. */
public final class CorruptSegmentException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final String REMEDY =
            "Compare the copy's SHA-256 with its release: fetch it again if they differ," + " else rebuild the segment";

    private final String problem;
    private final String file;
    private final long offset;

    /** Says what contradicts the format, in which file, and {@code offset} bytes from its start. */
    public CorruptSegmentException(String problem, String file, long offset) {
        super("%s in [%s] at byte [%d]. %s".formatted(problem, file, offset, REMEDY));
        this.problem = problem;
        this.file = file;
        this.offset = offset;
    }

    /** Says what contradicts the format where a decoder found it first. */
    public CorruptSegmentException(String problem, String file, long offset, Throwable cause) {
        this(problem, file, offset);
        initCause(cause);
    }

    /** What contradicts the format. */
    public String problem() {
        return problem;
    }

    /** The file, or the logical file inside of it. */
    public String file() {
        return file;
    }

    /** The place in the file, in bytes from its start. */
    public long offset() {
        return offset;
    }
}
