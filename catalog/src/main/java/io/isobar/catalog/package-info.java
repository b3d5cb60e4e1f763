/**
 * What is published: segments, releases and the views they make. Values only: no I/O, no clock, no thread.
 *
 * <p>Start at {@link io.isobar.catalog.Manifest}, which describes one release, and {@link io.isobar.catalog.View},
 * the exact set of segments that is visible at it. The two SQL schemas are in {@code control} and {@code dc}, the
 * files in {@code store}, the living processes in {@code discovery}.
 */
@NullMarked
package io.isobar.catalog;

import org.jspecify.annotations.NullMarked;
