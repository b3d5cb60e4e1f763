/**
 * The commands on segments: building, looking into, checking and asking them, with no server and no Hadoop.
 *
 * <p>Start at {@link io.isobar.cli.segment.SegmentCommand}.
 */
@NullMarked
package io.isobar.cli.segment;

import org.jspecify.annotations.NullMarked;
