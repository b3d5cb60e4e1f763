/**
 * Rows in batches, and columns read one batch at a time into arrays. What aggregators, filters and group keys have in
 * common; start at {@link io.isobar.query.batch.BatchColumns}. Everything here belongs to one run on one thread.
 */
@NullMarked
package io.isobar.query.batch;

import org.jspecify.annotations.NullMarked;
