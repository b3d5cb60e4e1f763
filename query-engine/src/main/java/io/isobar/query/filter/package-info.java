/**
 * Which rows a query sees: filters in Druid's JSON with SQL's three-valued logic, on segments and on rows of an input.
 *
 * <p>Start at {@link io.isobar.query.filter.Filter}. On a segment a filter becomes a bitmap of rows where indexes allow
 * it and a test of batches for the rest; {@link io.isobar.query.filter.RowCursor} joins both with the query's time.
 */
@NullMarked
package io.isobar.query.filter;

import org.jspecify.annotations.NullMarked;
