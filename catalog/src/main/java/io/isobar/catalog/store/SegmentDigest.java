package io.isobar.catalog.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What a release says about the bytes of a zip.
 *
 * @param bytes how many there are
 * @param sha256 of all of them, lower-case hex
 * @param crc32c CRC-32C of each chunk of {@link io.isobar.catalog.ReleaseSegment#CHUNK_BYTES}, the last one shorter
 */
public record SegmentDigest(long bytes, String sha256, List<Long> crc32c) {
    public SegmentDigest {
        crc32c = List.copyOf(crc32c);
    }

    /** Reads all of it. */
    public static SegmentDigest of(InputStream bytes) throws IOException {
        try (DigestingOutputStream digesting = new DigestingOutputStream(OutputStream.nullOutputStream())) {
            bytes.transferTo(digesting);
            return digesting.digest();
        }
    }
}
