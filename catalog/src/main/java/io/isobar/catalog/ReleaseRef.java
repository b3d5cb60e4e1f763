package io.isobar.catalog;

/**
 * Names one release wherever it is spoken of: nothing ever asks for "the latest".
 *
 * @param seq from 1, without gaps among the committed releases of a datasource
 * @param root the manifest's root hash, 64 hex digits
 */
public record ReleaseRef(String dataSource, long seq, String root) {
    private static final int ROOT8 = 8;

    public ReleaseRef {
        if (seq < 1) {
            throw new IllegalArgumentException(
                    "Release number [%d] of datasource [%s]: numbers start at 1".formatted(seq, dataSource));
        }
        Sha256Hex.require("root of release [%d]".formatted(seq), root);
    }

    /** The first 8 hex digits of the root: enough for people and tokens, never for a check of bytes. */
    public String root8() {
        return root.substring(0, ROOT8);
    }

    /** {@code <datasource>:<seq>:<root8>}, the text of the header {@code X-Isobar-Release}. */
    @Override
    public String toString() {
        return dataSource + ":" + seq + ":" + root8();
    }
}
