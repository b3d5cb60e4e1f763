/**
 * The {@code isobar} command: one class per command, each of which parses, delegates and translates the outcome.
 *
 * <p>Start at {@link io.isobar.cli.Isobar}.
 */
@NullMarked
package io.isobar.cli;

import org.jspecify.annotations.NullMarked;
