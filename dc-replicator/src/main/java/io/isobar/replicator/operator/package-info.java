/** How things are, for people: {@link io.isobar.replicator.operator.ClusterStatus}. */
@NullMarked
package io.isobar.replicator.operator;

import org.jspecify.annotations.NullMarked;
