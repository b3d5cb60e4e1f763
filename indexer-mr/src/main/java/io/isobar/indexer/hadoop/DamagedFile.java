package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** One error for whatever the library of a format throws at bytes that it can't read. */
final class DamagedFile {
    private static final int LONGEST_REASON = 500;

    private DamagedFile() {}

    /** Names the file and what was found; the innermost cause often names the column. */
    static IOException of(String format, Path file, Throwable problem) {
        StringBuilder why = new StringBuilder();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            String line = message.lines().findFirst().orElse("");
            if (why.indexOf(line) < 0) {
                why.append(why.length() == 0 ? "" : ": ").append(line);
            }
        }
        if (why.length() > LONGEST_REASON) {
            why.setLength(LONGEST_REASON);
        }
        return new IOException(
                "%s file [%s] is damaged or no %s: %s. Replace the file, or leave it out"
                        .formatted(format, file, format, why),
                problem);
    }
}
