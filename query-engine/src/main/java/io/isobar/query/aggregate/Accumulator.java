package io.isobar.query.aggregate;

/** Adds rows of a segment to the values of their groups, batch by batch. */
@FunctionalInterface
public interface Accumulator {
    /** Adds rows to the groups that they belong to. The groups exist already. */
    void add(GroupedRows rows);
}
