/**
 * The binary form in which partial results travel: integers of variable length, everything bounded.
 *
 * <p>A reader trusts nothing: a count is believed only as far as bytes for it arrive, so that a hostile stream can
 * cost no more memory than its own length.
 */
@NullMarked
package io.isobar.query.wire;

import org.jspecify.annotations.NullMarked;
