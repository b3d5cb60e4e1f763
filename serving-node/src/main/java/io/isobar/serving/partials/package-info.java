/**
 * What a broker asks a historical, and what that answers: partial results, segment by segment.
 *
 * <p>Start at {@link io.isobar.serving.partials.PartialFrames}.
 */
@NullMarked
package io.isobar.serving.partials;

import org.jspecify.annotations.NullMarked;
