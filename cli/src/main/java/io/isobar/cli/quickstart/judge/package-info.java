/**
 * Judges what clients were answered while releases changed: each answer against what the release that it names must
 * give, and each client against its own past. Pure: no network, no clock.
 *
 * <p>Start at {@link io.isobar.cli.quickstart.judge.Judge}.
 */
@NullMarked
package io.isobar.cli.quickstart.judge;

import org.jspecify.annotations.NullMarked;
