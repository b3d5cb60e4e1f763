package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The example in the documentation of the package, byte by byte. */
class WorkedExampleTest {
    private static final String DESCRIPTOR =
            "{\"valueType\":\"LONG\",\"hasMultipleValues\":false,\"parts\":[{\"type\":\"longV2\",\"byteOrder\":\"LITTLE_ENDIAN\","
                    + "\"bitmapSerdeFactory\":{\"type\":\"roaring\"}}]}";
    private static final String AFTER_DESCRIPTOR = "00 00 00 37 02 00 00 01 90 00 00 20 00 01 01 00 00 00 00 27 "
            + "00 00 00 01 00 00 00 1f 00 00 00 00 "
            + "22 01 00 01 00 0f 08 00 ff ff ff ff ff ff ff ff ff ff ff ff 6c 50 00 00 00 00 00";

    @Test
    void isWhatDruidWrote() throws IOException {
        Path directory = GoldenSegment.number(16).segment();
        Region column = LogicalFiles.open(new DirectoryFiles(directory)).require("count");
        byte[] descriptor = new byte[column.int32(0, "length")];
        column.copy(4, descriptor.length, descriptor, 0, "descriptor");
        byte[] rest = new byte[column.size() - 4 - descriptor.length];
        column.copy(4 + descriptor.length, rest.length, rest, 0, "rest");

        assertThat(descriptor).asString().isEqualTo(DESCRIPTOR).hasSize(142);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(rest)).isEqualTo(AFTER_DESCRIPTOR);
        try (Segment segment = Segment.open(directory)) {
            assertThat(SegmentDump.column(segment, "count")).isEqualTo(Collections.nCopies(400, 1L));
        }
    }
}
