/** Columns of values outside any segment: what partial results are made of. */
@NullMarked
package io.isobar.query.values;

import org.jspecify.annotations.NullMarked;
