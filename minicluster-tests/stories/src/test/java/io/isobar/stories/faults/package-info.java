/** What goes wrong in production, done to real processes, and what clients see of it: nothing. */
@NullMarked
package io.isobar.stories.faults;

import org.jspecify.annotations.NullMarked;
