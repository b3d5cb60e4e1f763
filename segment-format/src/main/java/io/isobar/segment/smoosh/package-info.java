/** Logical files inside of chunk files: what a segment directory, or its zip, is made of. */
@NullMarked
package io.isobar.segment.smoosh;

import org.jspecify.annotations.NullMarked;
