/**
 * Logical files inside of chunk files: what a segment directory, or its zip, is made of.
 *
 * <p>Start at {@link io.isobar.segment.smoosh.LogicalFiles}. The chunks are {@link io.isobar.segment.smoosh.PhysicalFiles}: of
 * a directory, of a local zip, or of a zip that a caller reads for us as a {@link io.isobar.segment.smoosh.ByteSource}. All
 * bytes that come from a file are read through {@link io.isobar.segment.smoosh.Region}, which checks places and lengths and
 * says file and byte when it complains.
 */
@NullMarked
package io.isobar.segment.smoosh;

import org.jspecify.annotations.NullMarked;
