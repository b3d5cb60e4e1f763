/**
 * Reading, building and merging of Druid's segments, format V9.
 *
 * <p>To read one, start at {@link io.isobar.segment.Segment#open(java.nio.file.Path)}; to build one, at {@link
 * io.isobar.segment.build.SegmentBuilder}. The rest of this page is for whoever wants to read segments without this library.
 *
 * <h2>Where to start</h2>
 *
 * <p>Each class that reads a structure shows it as a table of bytes. In the order in which a reader meets them:
 *
 * <ol>
 *   <li>A segment is a directory: {@code version.bin}, int32 9; {@code meta.smoosh}, which says where files lie in the chunks
 *       {@code 00000.smoosh} and so on ({@link io.isobar.segment.smoosh.LogicalFiles}); {@code factory.json}, which no reader
 *       needs. Druid keeps it as a zip of these files.
 *   <li>{@code index.drd} names columns and interval ({@link io.isobar.segment.SegmentIndex}), {@code metadata.drd} tells how it
 *       was built ({@link io.isobar.segment.SegmentMetadata}).
 *   <li>The file of a column, called like it, says in JSON what follows ({@link io.isobar.segment.column.ColumnFile});
 *       {@code __time} is a column of longs.
 *   <li>Numbers are {@link io.isobar.segment.codec.Longs} or {@link io.isobar.segment.codec.FixedWidth}; ids of strings {@link
 *       io.isobar.segment.codec.PackedInts} or, if rows have several, {@link io.isobar.segment.codec.IdLists}. Beneath them
 *       lie {@link io.isobar.segment.codec.Blocks} in one {@link io.isobar.segment.codec.Compression}.
 *   <li>A {@link io.isobar.segment.dictionary.Dictionary} has the strings, and sets of rows are written in a {@link
 *       io.isobar.segment.bitmap.BitmapFormat}.
 *   <li>Complex columns hold bytes whose meaning their type defines, such as {@link io.isobar.segment.hll.HyperLogLog}; columns
 *       of type {@code auto} and {@code json} have files of their own ({@link io.isobar.segment.column.NestedColumn}).
 * </ol>
 *
 * <p>One structure is everywhere: {@link io.isobar.segment.codec.GenericIndexed}, called a list here, holds names, strings,
 * bitmaps, objects and compressed blocks.
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>Integers that say how bytes are laid out are big-endian. Values inside of blocks are in the column's {@code byteOrder},
 *       which is that of the machine that wrote it; so are the ends of front-coded buckets and the files beside a large list.
 *       Packed longs and plain ids are big-endian always.
 *   <li>A text is int32 length and that many bytes of UTF-8. A vint has seven bits a byte, the lowest first, and its highest
 *       bit set in the last byte ({@link io.isobar.segment.smoosh.RegionReader#vint}).
 *   <li>Rows are numbered from 0, and every column has as many as {@code __time}.
 *   <li>Null is id 0 of a dictionary; for numbers a set of null rows, which read as 0; an object of no bytes.
 * </ul>
 *
 * <h2>An example</h2>
 *
 * <p>A column of 400 longs, all of them 1, as Druid 33 writes it:
 *
 * <pre>
 *  00 00 00 8e                 142 bytes of descriptor
 *  {"valueType":"LONG","hasMultipleValues":false,"parts":[{"type":"longV2","byteOrder":"LITTLE_ENDIAN",
 *  "bitmapSerdeFactory":{"type":"roaring"}}]}
 *  00 00 00 37                 55 bytes of values; nothing follows them, so no row is null
 *  02  00 00 01 90             version 2, 400 rows
 *  00 00 20 00  01             8192 values per block, LZ4
 *  01 00  00 00 00 27          a list, version 1, not sorted, of 39 bytes:
 *  00 00 00 01  00 00 00 1f    one value, which ends at byte 31 after this:
 *  00 00 00 00                 its marker, which means nothing
 *  22 01 00 01 00 0f 08 00 ff ff ff ff ff ff ff ff ff ff ff ff 6c 50 00 00 00 00 00
 *                              a block of LZ4; unpacked, 400 times 01 00 00 00 00 00 00 00
 * </pre>
 *
 * <h2>What readers trip over</h2>
 *
 * <ul>
 *   <li>The int32 before a value of a list is not its length, though old writers put it there.
 *   <li>Strings are sorted as UTF-16, which differs from the order of their UTF-8 bytes ({@link
 *       io.isobar.segment.dictionary.Utf16Order}).
 *   <li>The number of values counts, not the length of the last block: old writers padded it.
 *   <li>Bytes per id follow from the dictionary's size as Druid counts it, one more than the greatest id; believe the header.
 *   <li>A row without any value is in the bitmap of null.
 *   <li>A column that {@code index.drd} names may have no file: it is null in every row.
 *   <li>{@code bitmapSerdeFactory} lacking means concise; so does the lack of the bitmap type in {@code index.drd}.
 *   <li>Segments need not be sorted by time: {@code metadata.drd} tells by its {@code ordering}.
 *   <li>Files that no column refers to are projections; bytes after the bitmaps of a column of strings are a spatial index.
 * </ul>
 */
@NullMarked
package io.isobar.segment;

import org.jspecify.annotations.NullMarked;
