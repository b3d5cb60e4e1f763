/** Blocks and packings: how values become bytes and back. */
@NullMarked
package io.isobar.segment.codec;

import org.jspecify.annotations.NullMarked;
