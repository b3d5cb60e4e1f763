/** What a pipeline's stages come to as jobs. Start at {@link io.isobar.indexer.pipeline.PipelinePlan}. */
@NullMarked
package io.isobar.indexer.pipeline;

import org.jspecify.annotations.NullMarked;
