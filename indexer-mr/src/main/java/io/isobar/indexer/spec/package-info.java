/**
 * The file that says what to index: Druid's {@code index_hadoop} spec, read without Hadoop.
 *
 * <p>Start at {@link io.isobar.indexer.spec.IndexSpecFile}. {@link io.isobar.indexer.spec.SpecFields} is the table of
 * every field that Druid knows, and what Isobar makes of it.
 */
@NullMarked
package io.isobar.indexer.spec;

import org.jspecify.annotations.NullMarked;
