package io.isobar.serving.testing;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.serving.cluster.SegmentEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that stand for segments, and damage to them. */
public final class Bytes {
    private static final long DAY = 86_400_000;

    private Bytes() {}

    /** The entry of a segment of that day whose zip is {@code bytes}. */
    public static SegmentEntry entry(int day, byte[] bytes) {
        SegmentId id = new SegmentId("flights", new Interval(day * DAY, (day + 1) * DAY), "v1", 0);
        return new SegmentEntry(id, sha256(bytes), bytes.length);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Flips the lowest bit of the byte in the middle of {@code file}, in place. */
    public static void flipBit(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long middle = channel.size() / 2;
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, middle);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, middle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
