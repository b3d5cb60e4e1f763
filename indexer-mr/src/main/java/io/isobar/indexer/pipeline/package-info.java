/**
 * The stages of a pipeline: what they come to as jobs, and what each does with rows.
 *
 * <p>Start at {@link io.isobar.indexer.pipeline.PipelinePlan} for the jobs, and at {@link
 * io.isobar.indexer.pipeline.KeyedStage} and {@link io.isobar.indexer.pipeline.RowChain} for the rows. Nothing here reads a
 * file, a clock or Hadoop's types: rows come in, rows go out, and whoever drives the stages sorts rows by their keys between
 * {@code route} and {@code open}. What times a batch is about is given from outside.
 */
@NullMarked
package io.isobar.indexer.pipeline;

import org.jspecify.annotations.NullMarked;
