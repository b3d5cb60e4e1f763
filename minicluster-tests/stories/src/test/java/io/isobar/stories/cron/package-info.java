/** The wrapper that is shipped for cron and systemd. */
@NullMarked
package io.isobar.stories.cron;

import org.jspecify.annotations.NullMarked;
