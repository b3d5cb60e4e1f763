package io.isobar.indexer.hadoop;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** SHA-256 of all bytes, and CRC-32C of each chunk of them, while they are written. */
final class ZipDigest {
    private final long chunkBytes;
    private final MessageDigest sha256;
    private final CRC32C crc = new CRC32C();
    private final List<Long> chunks = new ArrayList<>();
    private long inChunk;

    ZipDigest(long chunkBytes) {
        this.chunkBytes = chunkBytes;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    OutputStream over(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                update(bytes, offset, length);
            }
        };
    }

    /** Call once, after the last byte. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    List<Long> crc32c() {
        List<Long> all = new ArrayList<>(chunks);
        if (inChunk > 0) {
            all.add(crc.getValue());
        }
        return all;
    }

    private void update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int part = (int) Math.min(end - at, chunkBytes - inChunk);
            crc.update(bytes, at, part);
            at += part;
            inChunk += part;
            if (inChunk == chunkBytes) {
                chunks.add(crc.getValue());
                crc.reset();
                inChunk = 0;
            }
        }
    }
}
