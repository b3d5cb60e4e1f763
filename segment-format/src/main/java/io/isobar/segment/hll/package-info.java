/** Druid's {@code hyperUnique}: counting distinct values in a fixed number of bytes. */
@NullMarked
package io.isobar.segment.hll;

import org.jspecify.annotations.NullMarked;
