/**
 * One spec for many stretches of time: the slices of a range, and the spec of each of them. Pure. Start at
 * {@link io.isobar.indexer.slice.SpecTemplate}.
 */
@NullMarked
package io.isobar.indexer.slice;

import org.jspecify.annotations.NullMarked;
