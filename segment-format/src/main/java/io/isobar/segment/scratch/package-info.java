/** Room beside the heap while a segment is built: what grows with the number of rows goes to files. */
@NullMarked
package io.isobar.segment.scratch;

import org.jspecify.annotations.NullMarked;
