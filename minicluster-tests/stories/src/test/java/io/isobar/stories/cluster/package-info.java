/**
 * Two data centers in processes of their own, a table of weights to publish, and what must hold of a whole run.
 *
 * <p>Start at {@link io.isobar.stories.cluster.TwoDataCenters}.
 */
@NullMarked
package io.isobar.stories.cluster;

import org.jspecify.annotations.NullMarked;
