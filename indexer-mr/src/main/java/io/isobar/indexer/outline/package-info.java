/** What a run will do, told before it does. Start at {@link io.isobar.indexer.outline.RunOutline}. */
@NullMarked
package io.isobar.indexer.outline;

import org.jspecify.annotations.NullMarked;
