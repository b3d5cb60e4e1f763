package io.isobar.segment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few bytes can't ask for much memory. */
class AmplificationTest {
    @TempDir
    Path temp;

    @Test
    void rowsThatClaimTheSameIdsAgainAreRefused() throws IOException {
        OldSegment.write(temp, 0, 2, 0, 2);

        try (Segment segment = Segment.open(new DirectoryFiles(temp.resolve("segment")))) {
            StringColumn tags = (StringColumn) segment.column("tags").orElseThrow();
            MultiIds ids = new MultiIds();
            tags.reader().multi(new int[] {0}, 1, ids);
            assertThat(ids.offsets()[1]).isEqualTo(2);

            assertThatThrownBy(() -> tags.reader().multi(new int[] {0, 2}, 2, ids))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isInstanceOf(CorruptSegmentException.class)
                    .hasMessageContaining("Ids of row [2] begin before those of an earlier row end");
        }
    }

    @Test
    void aFillOfRowsThatThereAreNotIsRefusedBeforeItIsMade() {
        Region fill = Region.of(ByteBuffer.allocate(4).putInt(0, 0x5FFF_FFFF), "fill");

        assertThatThrownBy(() -> BitmapFormat.CONCISE.read(fill, 100, false))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("A concise bitmap goes on after row [100] in [fill]");
    }
}
