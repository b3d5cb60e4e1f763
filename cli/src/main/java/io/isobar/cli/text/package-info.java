/** How results look on a terminal. */
@NullMarked
package io.isobar.cli.text;

import org.jspecify.annotations.NullMarked;
