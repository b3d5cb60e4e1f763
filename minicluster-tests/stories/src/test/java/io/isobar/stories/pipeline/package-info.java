/** What the stages of a pipeline make of rows. */
@org.jspecify.annotations.NullMarked
package io.isobar.stories.pipeline;
