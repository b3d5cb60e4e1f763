package io.isobar.segment.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** A segment's directory as one zip whose bytes follow from the directory's alone. */
@SuppressWarnings("DoNotCallSuggester")
public final class SegmentZip {
    private SegmentZip() {}

    /** Writes the files of {@code dir}, sorted by name, stored and dated 1980-01-01, to {@code out}, which stays open. */
    public static void pack(Path dir, OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes the entries of a zip into {@code dir}, which must not exist yet; refuses more than {@code maxBytes}. */
    public static void unpack(InputStream in, Path dir, long maxBytes) throws IOException {
        throw new UnsupportedOperationException();
    }
}
