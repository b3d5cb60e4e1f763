/** Running the pipeline. Start at {@link io.isobar.cli.index.IndexCommand}. */
@NullMarked
package io.isobar.cli.index;

import org.jspecify.annotations.NullMarked;
