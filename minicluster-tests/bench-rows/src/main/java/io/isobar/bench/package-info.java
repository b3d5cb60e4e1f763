/**
 * What both sides of the segment benchmark share, free of any library: {@link io.isobar.bench.RowTable rows in memory},
 * the {@link io.isobar.bench.Contender things to be timed}, and the {@link io.isobar.bench.ContenderProcess process} that
 * times them in the same manner on either side.
 */
@NullMarked
package io.isobar.bench;

import org.jspecify.annotations.NullMarked;
