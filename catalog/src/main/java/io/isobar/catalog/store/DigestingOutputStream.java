package io.isobar.catalog.store;

import io.isobar.catalog.ReleaseSegment;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Hashes bytes on their way through. */
public final class DigestingOutputStream extends FilterOutputStream {
    private final MessageDigest sha256 = newSha256();
    private final CRC32C chunk = new CRC32C();
    private final List<Long> chunks = new ArrayList<>();
    private long bytes;

    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
        sha256.update(source, offset, length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            long room = ReleaseSegment.CHUNK_BYTES - bytes % ReleaseSegment.CHUNK_BYTES;
            int now = (int) Math.min(room, end - at);
            chunk.update(source, at, now);
            at += now;
            bytes += now;
            if (now == room) {
                chunks.add(chunk.getValue());
                chunk.reset();
            }
        }
    }

    /** What has gone through. Call it once, after the last byte. */
    public SegmentDigest digest() {
        if (bytes % ReleaseSegment.CHUNK_BYTES > 0) {
            chunks.add(chunk.getValue());
        }
        return new SegmentDigest(bytes, HexFormat.of().formatHex(sha256.digest()), chunks);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }
}
