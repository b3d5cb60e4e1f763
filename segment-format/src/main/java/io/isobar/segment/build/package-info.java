/** Building of segments: rows in, one directory in the V9 format out. */
@NullMarked
package io.isobar.segment.build;

import org.jspecify.annotations.NullMarked;
