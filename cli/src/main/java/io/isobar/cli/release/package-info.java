/** The commands on releases and data centers; all of them read the control database. */
@NullMarked
package io.isobar.cli.release;

import org.jspecify.annotations.NullMarked;
