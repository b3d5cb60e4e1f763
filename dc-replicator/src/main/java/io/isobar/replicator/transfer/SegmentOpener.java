package io.isobar.replicator.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens a segment's zip as a historical would, to see whether it can be. */
@FunctionalInterface
public interface SegmentOpener {
    /**
     * The rows that the segment holds. May leave part of {@code zip} unread.
     *
     * @param scratch an empty directory
     * @param size of the unzipped segment
     * @throws io.isobar.segment.CorruptSegmentException if the zip holds no segment that can be read
     * @throws io.isobar.segment.UnsupportedSegmentException if it is of a version that this process can't read
     */
    long rows(InputStream zip, Path scratch, long size) throws IOException;
}
