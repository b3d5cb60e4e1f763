/**
 * The broker: pins each query to one release, asks the historicals for partial results of exactly its segments, and
 * merges them in the order of the segments' ids, so that every data center gives the same bytes.
 *
 * <p>Start at {@link io.isobar.serving.broker.BrokerNode}; which release a query gets is decided in {@code Pinning}.
 */
@NullMarked
package io.isobar.serving.broker;

import org.jspecify.annotations.NullMarked;
