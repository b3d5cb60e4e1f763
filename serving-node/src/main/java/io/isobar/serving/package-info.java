/**
 * The nodes of a data center that answers queries: historical, broker, coordinator and geo router, each in a package
 * of its own, with {@code http}, {@code cluster}, {@code partials} and {@code token} for what they share.
 */
@NullMarked
package io.isobar.serving;

import org.jspecify.annotations.NullMarked;
