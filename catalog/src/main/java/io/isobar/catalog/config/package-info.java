/** Settings of a process, read once at its start. Start at {@link io.isobar.catalog.config.Settings}. */
@NullMarked
package io.isobar.catalog.config;

import org.jspecify.annotations.NullMarked;
