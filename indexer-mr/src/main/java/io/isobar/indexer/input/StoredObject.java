package io.isobar.indexer.input;

import java.util.Base64;

/**
 * An aggregate out of a segment's column, or one that the rows of a group were folded into: a value of a {@link Row} that no
 * file has.
 *
 * @param typeName the name of the type of a column that holds it
 * @param bytes as a segment stores it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredObject(String typeName, byte[] bytes) {
    /** An aggregate of no row: a segment that lacks a column says so, where a null of a file would count as a value. */
    public static StoredObject none(String typeName) {
        return new StoredObject(typeName, new byte[0]);
    }

    /** Whether it aggregates no row. */
    public boolean isNone() {
        return bytes.length == 0;
    }

    /** The bytes in Base64, as Druid shows aggregates. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
