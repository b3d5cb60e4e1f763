package io.isobar.serving.partials;

import io.isobar.query.error.QueryException;
import io.isobar.serving.http.Json;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * The answer of a historical to a {@link PartialsRequest}, version 1: a stream of frames, one for each segment in the
 * order asked, and a last one.
 *
 * <p>Integers are big-endian; indexes count the segments of the request from 0.
 *
 * <pre>
 *  length  field    content
 *  4       magic    0x49505254, ASCII "IPRT"
 *  1       version  1
 *
 *  1       kind     'P': the partial result of a segment
 *  4       index
 *  4       n        length of the result
 *  n       result   as QueryEngine encodes it
 *  4       crc      CRC-32C of the result
 *
 *  1       kind     'M': this historical doesn't hold the segment, or no longer trusts its copy
 *  4       index
 *
 *  1       kind     'F': the query failed; the last frame
 *  4       n        length of the error
 *  n       error    JSON, Druid's ErrorResponse
 *
 *  1       kind     'E': everything was answered; the last frame
 *  4       count    of frames before it
 * </pre>
 *
 * <p>A stream that ends without 'F' or 'E' was cut off, and counts as no answer at all.
 */
public final class PartialFrames {
    /** The content type of the stream. */
    public static final String CONTENT_TYPE = "application/x-isobar-partials";

    static final int MAGIC = 0x49505254;
    static final int VERSION = 1;

    private static final int PARTIAL = 'P';
    private static final int MISSING = 'M';
    private static final int FAILURE = 'F';
    private static final int END = 'E';

    private PartialFrames() {}

    /** Writes one stream. Used by one thread. */
    public static final class Writer implements Closeable {
        private final DataOutputStream out;
        private int frames;

        /** Begins the stream; {@code out} is closed with it. */
        public Writer(OutputStream out) throws IOException {
            this.out = new DataOutputStream(new BufferedOutputStream(out, 32 * 1024));
            this.out.writeInt(MAGIC);
            this.out.writeByte(VERSION);
        }

        public void partial(int index, byte[] result) throws IOException {
            out.writeByte(PARTIAL);
            out.writeInt(index);
            out.writeInt(result.length);
            out.write(result);
            out.writeInt(crc(result));
            frames++;
        }

        public void missing(int index) throws IOException {
            out.writeByte(MISSING);
            out.writeInt(index);
            frames++;
        }

        /** Ends the stream with an error. */
        public void failure(QueryException failure) throws IOException {
            byte[] error = Json.bytes(failure.toJson());
            out.writeByte(FAILURE);
            out.writeInt(error.length);
            out.write(error);
            out.flush();
        }

        /** Ends the stream as a whole answer. */
        public void end() throws IOException {
            out.writeByte(END);
            out.writeInt(frames);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Takes what a stream says about each segment. */
    public interface Receiver {
        void partial(int index, byte[] result) throws IOException;

        void missing(int index);
    }

    /**
     * Reads a whole stream.
     *
     * @param segments how many were asked for: each must be answered once
     * @throws QueryException the error that the stream ends with
     * @throws IOException if the stream is cut off, damaged, or of another version
     */
    public static void read(byte[] stream, int segments, Receiver receiver) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream));
        try {
            if (in.readInt() != MAGIC) {
                throw new IOException("A stream of partial results does not begin with [IPRT]");
            }
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException(
                        "A stream of partial results has version [%d], this node reads [%d]: upgrade the older of the two"
                                .formatted(version, VERSION));
            }
            readFrames(in, segments, receiver);
        } catch (EOFException e) {
            throw new IOException(
                    "A stream of partial results was cut off after [%d] bytes".formatted(stream.length), e);
        }
    }

    private static void readFrames(DataInputStream in, int segments, Receiver receiver) throws IOException {
        boolean[] answered = new boolean[segments];
        for (int frames = 0; ; frames++) {
            int kind = in.readUnsignedByte();
            switch (kind) {
                case PARTIAL -> {
                    int index = index(in, answered);
                    byte[] result = bytes(in);
                    if (in.readInt() != crc(result)) {
                        throw new IOException("Partial result [%d] is damaged: its CRC differs".formatted(index));
                    }
                    receiver.partial(index, result);
                }
                case MISSING -> receiver.missing(index(in, answered));
                case FAILURE -> throw RemoteErrors.parse(bytes(in));
                case END -> {
                    int count = in.readInt();
                    if (count != frames || frames != segments) {
                        throw new IOException("A stream of partial results has [%d] frames, says [%d], of [%d] segments"
                                .formatted(frames, count, segments));
                    }
                    return;
                }
                default -> throw new IOException("Frame [%d] has the unknown kind [%d]".formatted(frames, kind));
            }
        }
    }

    private static int index(DataInputStream in, boolean[] answered) throws IOException {
        int index = in.readInt();
        if (index < 0 || index >= answered.length || answered[index]) {
            throw new IOException(
                    "A frame answers segment [%d] of [%d], which wasn't asked for or has its answer already"
                            .formatted(index, answered.length));
        }
        answered[index] = true;
        return index;
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException("A frame of [%d] bytes goes beyond the end".formatted(length));
        }
        return in.readNBytes(length);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }
}
