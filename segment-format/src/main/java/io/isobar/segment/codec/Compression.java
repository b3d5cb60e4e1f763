package io.isobar.segment.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.ning.compress.BufferRecycler;
import com.ning.compress.lzf.ChunkDecoder;
import com.ning.compress.lzf.LZFEncoder;
import com.ning.compress.lzf.LZFException;
import com.ning.compress.lzf.util.ChunkDecoderFactory;
import io.isobar.segment.smoosh.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * How a block of values is compressed, by the id that stands before the blocks.
 *
 * <pre>
 *  0x00  LZF           chunks of the LZF library, each with its "ZV" header
 *  0x01  LZ4           one raw block, without a frame or a length
 *  0x02  ZSTD          one frame
 *  0xFF  UNCOMPRESSED  the values as they are, in blocks all the same
 *  0xFE  NONE          the values as they are, without blocks; numbers only
 * </pre>
 *
 * <p>Compressing is deterministic. LZ4 is the C library's, at the level that Druid uses, which gives the very bytes that
 * Druid writes; LZF is the library's pure Java one.
 */
public enum Compression {
    LZF(0x00),
    LZ4(0x01),
    ZSTD(0x02),
    UNCOMPRESSED(0xFF),
    NONE(0xFE);

    /** No block has more bytes than this, before it is compressed. */
    public static final int BLOCK_BYTES = 65536;

    private static final int ZSTD_LEVEL = 22;
    private static final LZ4SafeDecompressor LZ4_DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();
    /** In Java, decompressing from outside of the heap takes longer than copying first. */
    private static final boolean NATIVE = LZ4Factory.fastestInstance() == LZ4Factory.nativeInstance();

    private final byte id;

    Compression(int id) {
        this.id = (byte) id;
    }

    /** The id in the file. */
    public byte id() {
        return id;
    }

    /** The compression of an id; {@code at} is where the id stands in {@code region}. */
    public static Compression of(byte id, Region region, int at) {
        for (Compression compression : values()) {
            if (compression.id == id) {
                return compression;
            }
        }
        throw region.corrupt(at, "Compression has the id [0x%02x], which none has".formatted(id));
    }

    /**
     * Decompresses {@code from[0..length)} into {@code into}.
     *
     * @return how many bytes came out
     * @throws IllegalArgumentException if the bytes are no compressed block, or more come out than fit
     */
    int decompress(byte[] from, int length, byte[] into) {
        try {
            return switch (this) {
                case LZ4 -> LZ4_DECOMPRESSOR.decompress(from, 0, length, into, 0, into.length);
                case LZF -> lzfDecoder().decode(from, 0, length, into);
                case ZSTD -> {
                    long size = Zstd.decompressByteArray(into, 0, into.length, from, 0, length);
                    if (Zstd.isError(size)) {
                        throw new IllegalArgumentException(Zstd.getErrorName(size));
                    }
                    yield (int) size;
                }
                case UNCOMPRESSED, NONE -> {
                    System.arraycopy(from, 0, into, 0, length);
                    yield length;
                }
            };
        } catch (LZ4Exception | LZFException | ZstdException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Whether {@link #decompress(ByteBuffer, int, int, byte[])} can read {@code from}, so that nobody needs to copy it
     * into an array first.
     */
    boolean readsInPlace(ByteBuffer from) {
        return this == UNCOMPRESSED || (this == LZ4 && NATIVE && from.isDirect());
    }

    /**
     * Decompresses {@code from[at..at + length)}, which lies inside of {@code from}, into {@code into}.
     *
     * @return how many bytes came out
     * @throws IllegalArgumentException if the bytes are no compressed block, or more come out than fit
     */
    int decompress(ByteBuffer from, int at, int length, byte[] into) {
        if (this == UNCOMPRESSED) {
            from.get(at, into, 0, length);
            return length;
        }
        try {
            return LZ4_DECOMPRESSOR.decompress(from, at, length, ByteBuffer.wrap(into), 0, into.length);
        } catch (LZ4Exception e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Compresses {@code from[0..length)} into an array that has exactly the compressed bytes. */
    public byte[] compress(byte[] from, int length) {
        return switch (this) {
            case LZ4 -> Lz4Writer.COMPRESSOR.compress(from, 0, length);
            // Tables that the library would use again still hold what another block left, and that changes the bytes.
            case LZF -> LZFEncoder.safeEncode(from, 0, length, new BufferRecycler());
            case ZSTD -> Zstd.compress(Arrays.copyOf(from, length), ZSTD_LEVEL);
            case UNCOMPRESSED, NONE -> Arrays.copyOf(from, length);
        };
    }

    private static ChunkDecoder lzfDecoder() {
        return ChunkDecoderFactory.safeInstance();
    }

    /**
     * Loaded when first something is written. There is no falling back to LZ4 in Java, since its bytes differ: then equal
     * rows would not give equal segments on each machine.
     */
    private static final class Lz4Writer {
        private static final int LEVEL = 9;
        static final LZ4Compressor COMPRESSOR = LZ4Factory.nativeInstance().highCompressor(LEVEL);
    }
}
