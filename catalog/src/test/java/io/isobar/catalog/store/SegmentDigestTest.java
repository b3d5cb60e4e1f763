package io.isobar.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SegmentDigestTest {
    @Test
    void hashesAllOfItAndEachChunk() throws IOException {
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);

        SegmentDigest digest = SegmentDigest.of(new ByteArrayInputStream(text));

        assertThat(digest.bytes()).isEqualTo(9);
        assertThat(digest.sha256()).isEqualTo("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
        // The check value of CRC-32C.
        assertThat(digest.crc32c()).containsExactly(0xE3069283L);
    }

    @Test
    void hasOneChecksumForEachChunkThatHasBegun() throws IOException {
        long chunk = ReleaseSegment.CHUNK_BYTES;

        assertThat(SegmentDigest.of(zeros(chunk)).crc32c()).hasSize(1).containsExactly(crcOfZeros(chunk));
        assertThat(SegmentDigest.of(zeros(chunk + 1)).crc32c()).containsExactly(crcOfZeros(chunk), crcOfZeros(1));
        assertThat(ReleaseSegment.chunks(chunk)).isEqualTo(1);
        assertThat(ReleaseSegment.chunks(chunk + 1)).isEqualTo(2);
    }

    private static long crcOfZeros(long length) {
        CRC32C crc = new CRC32C();
        crc.update(new byte[(int) length]);
        return crc.getValue();
    }

    private static InputStream zeros(long length) {
        return new ByteArrayInputStream(new byte[(int) length]);
    }
}
