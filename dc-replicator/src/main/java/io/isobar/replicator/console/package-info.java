/** The page that shows how things are, and the JSON behind it. Reads only. */
@NullMarked
package io.isobar.replicator.console;

import org.jspecify.annotations.NullMarked;
