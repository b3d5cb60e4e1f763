package io.isobar.segment.column;

import io.isobar.segment.codec.IdLists;
import io.isobar.segment.codec.PackedInts;

/** The ids of a string column's rows. */
public sealed interface RowIds {
    /** How many rows there are. */
    int rows();

    /** One id per row. */
    record One(PackedInts ids) implements RowIds {
        @Override
        public int rows() {
            return ids.size();
        }
    }

    /** Any number of ids per row. */
    record Several(IdLists ids) implements RowIds {
        @Override
        public int rows() {
            return ids.rows();
        }
    }
}
