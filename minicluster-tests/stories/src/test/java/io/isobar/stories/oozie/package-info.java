/** The workflows that are shipped for Oozie. */
@NullMarked
package io.isobar.stories.oozie;

import org.jspecify.annotations.NullMarked;
