/**
 * Aggregators: what is computed for each group of rows.
 *
 * <p>An {@link io.isobar.query.aggregate.Aggregator} is the specification; it makes {@link
 * io.isobar.query.aggregate.AggregateState}, the values of all groups as arrays, and {@link
 * io.isobar.query.aggregate.Accumulator}, which adds batches of a segment's rows to them.
 */
@NullMarked
package io.isobar.query.aggregate;

import org.jspecify.annotations.NullMarked;
