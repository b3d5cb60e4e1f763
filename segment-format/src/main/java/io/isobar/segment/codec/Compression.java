package io.isobar.segment.codec;

/** How a block of values is compressed. */
public enum Compression {
    LZF,
    LZ4,
    ZSTD,
    /** Split into blocks that are stored as they are. */
    UNCOMPRESSED,
    /** Not even split into blocks; numbers only. */
    NONE
}
