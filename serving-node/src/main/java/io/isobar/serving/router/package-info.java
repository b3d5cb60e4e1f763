/**
 * The geo router: sends each query to the nearest data center that can answer it from a release that its client may
 * see.
 *
 * <p>Start at {@link io.isobar.serving.router.RouterNode}. Where a client is decides only who answers first; that no
 * answer goes back in time is checked on each answer, wherever it comes from.
 */
@NullMarked
package io.isobar.serving.router;

import org.jspecify.annotations.NullMarked;
