package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteOrder;

/**
 * The values of a column of floats or doubles, IEEE 754, in the column's byte order.
 *
 * <pre>
 *  offset  length  field        content
 *  0       1       version      2; 1 is LZF without the compression's id
 *  1       4       rows         number of values
 *  5       4       per block    values in a block: 16384 floats, 8192 doubles; 0 with compression NONE
 *  9       1       compression  its id
 *  10              blocks       a {@link GenericIndexed} of compressed blocks, or with NONE all values
 * </pre>
 */
public final class FixedWidth {
    private static final byte OLD_VERSION = 1;
    private static final byte VERSION = 2;

    private FixedWidth() {}

    /** Reads the section's header. */
    public static Blocks read(RegionReader in, LogicalFiles siblings, ByteOrder order, int bitsPerValue) {
        byte version = in.int8("version of numbers");
        if (version != VERSION && version != OLD_VERSION) {
            throw in.corrupt(1, "Version of numbers is [%d], expected 1 or 2".formatted(version));
        }
        int rows = in.count("number of values");
        int perBlock = in.int32("values per block");
        Compression compression = version == OLD_VERSION
                ? Compression.LZF
                : Compression.of(in.int8("compression of numbers"), in.source(), in.position() - 1);
        return Blocks.read(in, siblings, order, compression, rows, perBlock, bitsPerValue);
    }
}
