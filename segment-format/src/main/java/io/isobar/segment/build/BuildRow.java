package io.isobar.segment.build;

/**
 * One row on its way into a segment. Its arrays run parallel to the lists of the segment's spec and belong to the
 * row from then on.
 *
 * @param timestamp milliseconds of the epoch, not truncated yet
 * @param dimensions per dimension: null, {@code String}, {@code Long}, {@code Float}, {@code Double}, or for strings a
 *     {@code List<String>} which may hold nulls
 * @param metrics per metric its raw input: null, a number, {@code String}; for {@code hyperUnique} also a {@code
 *     List<String>}, or a {@code byte[]} with a sketch to be folded. Ignored for {@code count}
 */
@SuppressWarnings("ArrayRecordComponent") // an array's identity is never asked, and a list per row is dear
public record BuildRow(long timestamp, Object[] dimensions, Object[] metrics) {}
