/**
 * Time buckets: Druid's granularities, and the ISO 8601 instants and periods they are written with.
 *
 * <p>Start at {@link io.isobar.segment.time.Granularity}.
 */
@NullMarked
package io.isobar.segment.time;

import org.jspecify.annotations.NullMarked;
