package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteOrder;

/**
 * The values of a column of floats or doubles: int8 version | int32 rows | int32 values per block | int8 compression |
 * a list of compressed blocks, or all values with compression NONE. Version 1 lacks the compression, which is LZF.
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
