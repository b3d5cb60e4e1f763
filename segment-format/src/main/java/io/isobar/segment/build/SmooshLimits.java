package io.isobar.segment.build;

import io.isobar.segment.smoosh.SmooshWriter;
import java.nio.file.Path;

/**
 * How large files may become: the format's own limits, or smaller ones by which tests see many files.
 *
 * @param chunkBytes of a chunk, which no file may exceed
 * @param listBytes of a list in one file
 */
record SmooshLimits(int chunkBytes, int listBytes) {
    /** What the format allows, and what Druid allows in it. */
    static final SmooshLimits FORMAT = new SmooshLimits(Integer.MAX_VALUE, SmooshWriter.MAX_LIST_BYTES);

    SmooshWriter writer(Path directory) {
        return new SmooshWriter(directory, chunkBytes, listBytes);
    }
}
