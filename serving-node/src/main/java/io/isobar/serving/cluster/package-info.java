/**
 * What the nodes of one data center tell each other through its ZooKeeper: who is to hold which segment, who holds it,
 * and which copies were found corrupt.
 *
 * <pre>
 *  /assignments/&lt;host:port&gt;                    {"generation","chunks"}: which of its children count
 *  /assignments/&lt;host:port&gt;/&lt;generation&gt;-&lt;i&gt;   segments that the historical is to hold; written by the coordinator
 *  /announcements/&lt;host:port&gt;/&lt;start&gt;-&lt;i&gt;      segments that it holds; ephemeral, written by the historical
 *  /quarantined/&lt;host:port&gt;                    corrupt copies that it found; ephemeral, written by the historical
 *  /coordinator                               latch of the coordinators
 * </pre>
 *
 * <p>A list of segments is a JSON array of {@link io.isobar.serving.cluster.SegmentEntry}; a long list is cut into
 * nodes of at most {@link io.isobar.serving.cluster.SegmentEntry#MAX_NODE_BYTES}.
 */
@NullMarked
package io.isobar.serving.cluster;

import org.jspecify.annotations.NullMarked;
