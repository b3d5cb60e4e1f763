/**
 * Row sets as the format stores them: roaring, concise. Start at {@link io.isobar.segment.bitmap.BitmapFormat}. An empty set
 * has no bytes in either.
 */
@NullMarked
package io.isobar.segment.bitmap;

import org.jspecify.annotations.NullMarked;
