/**
 * Grouping: rows of a segment that agree in their bucket of time and in some dimensions get a number, under which
 * aggregators keep their values. Timeseries, topN and groupBy are the same thing with no, one and many dimensions.
 */
@NullMarked
package io.isobar.query.group;

import org.jspecify.annotations.NullMarked;
