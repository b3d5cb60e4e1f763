/**
 * Two data centers on one machine: which processes there are, how they find each other, where each keeps its files.
 *
 * <p>Start at {@link io.isobar.cli.cluster.ClusterPlan}.
 */
@NullMarked
package io.isobar.cli.cluster;

import org.jspecify.annotations.NullMarked;
