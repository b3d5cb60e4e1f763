/** Row sets as the format stores them: roaring, concise. */
@NullMarked
package io.isobar.segment.bitmap;

import org.jspecify.annotations.NullMarked;
