/**
 * How values become bytes and back.
 *
 * <table>
 *   <caption>What is written how</caption>
 *   <tr><td>{@link io.isobar.segment.codec.GenericIndexed}</td><td>byte strings of different lengths: a list</td></tr>
 *   <tr><td>{@link io.isobar.segment.codec.Blocks}, {@link io.isobar.segment.codec.Compression}</td>
 *       <td>values of fixed width in compressed blocks, which are a list</td></tr>
 *   <tr><td>{@link io.isobar.segment.codec.Longs}, {@link io.isobar.segment.codec.FixedWidth}</td>
 *       <td>longs, plain or packed; floats and doubles</td></tr>
 *   <tr><td>{@link io.isobar.segment.codec.PackedInts}, {@link io.isobar.segment.codec.IdLists}</td>
 *       <td>one id per row, or several</td></tr>
 *   <tr><td>{@link io.isobar.segment.codec.CompressedObjects}</td>
 *       <td>byte strings in compressed blocks, in three files</td></tr>
 *   <tr><td>{@link io.isobar.segment.codec.FixedValues}, {@link io.isobar.segment.codec.IdArrays}</td>
 *       <td>dictionaries of numbers, and of arrays</td></tr>
 * </table>
 *
 * <p>What reads is safe for many threads; readers and decoders that it hands out, and writers, belong to one. Bytes that
 * contradict a layout come out as an {@link java.io.UncheckedIOException} around a {@link
 * io.isobar.segment.CorruptSegmentException}, when they are first used.
 */
@NullMarked
package io.isobar.segment.codec;

import org.jspecify.annotations.NullMarked;
