/** A Hadoop cluster in one process, started by stories with a class path of its own. */
@NullMarked
package io.isobar.stories.cluster;

import org.jspecify.annotations.NullMarked;
