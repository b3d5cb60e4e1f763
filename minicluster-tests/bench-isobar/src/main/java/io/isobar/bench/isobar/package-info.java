/** Isobar's side of the segment benchmark; start at {@link io.isobar.bench.isobar.SegmentBench}, which drives both sides. */
@NullMarked
package io.isobar.bench.isobar;

import org.jspecify.annotations.NullMarked;
