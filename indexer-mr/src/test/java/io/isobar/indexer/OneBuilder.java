package io.isobar.indexer;

import io.isobar.indexer.input.RowReader;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentZip;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a run is compared with: a segment that one builder makes of a file, row by row, without Hadoop. */
final class OneBuilder {
    private OneBuilder() {}

    /** The SHA-256 of the segment's zip. */
    static String sha256(Path input, String spec, Interval interval) throws Exception {
        IndexSpecFile file = IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false);
        Path directory = Files.createTempDirectory(input.getParent(), "one-builder");
        Path segment = directory.resolve("segment");
        try (SegmentBuilder builder =
                        new SegmentBuilder(file.toSegmentSpec(interval), directory.resolve("scratch"), 64 << 20);
                RowReader reader = RowReader.open(input, file.spec(), interval::contains, row -> {})) {
            for (BuildRow row; (row = reader.next()) != null; ) {
                builder.add(row);
            }
            builder.writeTo(segment);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(segment, zip);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(zip.toByteArray()));
    }
}
