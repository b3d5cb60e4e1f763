/**
 * Druid's native queries over segments, in one process.
 *
 * <p>Start at {@link io.isobar.query.Query} (what is asked) and {@link io.isobar.query.QueryEngine} (one segment to a
 * partial result, partial results to the answer).
 */
@NullMarked
package io.isobar.query;

import org.jspecify.annotations.NullMarked;
