/** The sample's flights, as Isobar and as an independent engine see them. */
@NullMarked
package io.isobar.stories.flights;

import org.jspecify.annotations.NullMarked;
