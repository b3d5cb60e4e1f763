package io.isobar.segment.build;

/**
 * One row on its way into a segment. Its arrays run parallel to the lists of the segment's spec and belong to the
 * row from then on.
 *
 * @param timestamp milliseconds of the epoch, not truncated yet; if it is, first and last values come encoded
 * @param dimensions per dimension: null, {@code String}, {@code Long}, {@code Float}, {@code Double}, or for strings a
 *     {@code List<String>} which may hold nulls
 * @param metrics per metric its raw input: null, a number, {@code String}; for complex columns whatever {@link
 *     io.isobar.segment.sketch.ComplexFold#encode} takes, or what it gave. Ignored for {@code count}
 */
@SuppressWarnings("ArrayRecordComponent") // an array's identity is never asked, and a list per row is dear
public record BuildRow(long timestamp, Object[] dimensions, Object[] metrics) {}
