/**
 * HTTP between clients and nodes: a server of a few endpoints on Jetty's core, and a client with a pool for each peer.
 *
 * <p>Start at {@link io.isobar.serving.http.HttpNode} and {@link io.isobar.serving.http.PeerClient}. Bodies are bounded
 * in both directions, and errors have the form of Druid's {@code ErrorResponse}.
 */
@NullMarked
package io.isobar.serving.http;

import org.jspecify.annotations.NullMarked;
