/**
 * Two data centers on one machine, from raw files to three releases, judged.
 *
 * <p>Start at {@link io.isobar.cli.quickstart.QuickstartCommand}.
 */
@NullMarked
package io.isobar.cli.quickstart;

import org.jspecify.annotations.NullMarked;
