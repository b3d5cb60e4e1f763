/**
 * Folding the values of complex columns: distinct counts, first and last values, sketches. Start at {@link
 * io.isobar.segment.sketch.FoldSettings}.
 */
@NullMarked
package io.isobar.segment.sketch;

import org.jspecify.annotations.NullMarked;
