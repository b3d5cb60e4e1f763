/**
 * The historical: keeps the segments that the coordinator assigns to it in a local cache, checks every byte of them
 * before it answers from them, and computes partial results.
 *
 * <p>Start at {@link io.isobar.serving.historical.HistoricalNode}.
 */
@NullMarked
package io.isobar.serving.historical;

import org.jspecify.annotations.NullMarked;
