package io.isobar.replicator.transfer;

import io.isobar.segment.Segment;
import io.isobar.segment.build.SegmentZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens segments of Druid's format V9. */
public final class V9Opener implements SegmentOpener {
    @Override
    public long rows(InputStream zip, Path scratch, long size) throws IOException {
        Path directory = scratch.resolve("segment");
        SegmentZip.unpack(zip, directory, size);
        try (Segment segment = Segment.open(directory)) {
            return segment.rows();
        }
    }
}
