/**
 * The MapReduce jobs. Start at {@link io.isobar.indexer.hadoop.HadoopJobs}, which runs them.
 *
 * <p>Nothing of ours runs in the application master: output formats and committers are Hadoop's own. A task that fails
 * leaves its reason in the run's directory, see {@link io.isobar.indexer.hadoop.TaskFailure}.
 */
@NullMarked
package io.isobar.indexer.hadoop;

import org.jspecify.annotations.NullMarked;
