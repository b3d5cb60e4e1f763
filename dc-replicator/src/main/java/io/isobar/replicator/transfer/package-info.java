/**
 * Bytes of segments from one data center to another: pulling ({@link io.isobar.replicator.transfer.SegmentPuller}),
 * reading back ({@link io.isobar.replicator.transfer.SegmentVerifier}) and serving to peers ({@link
 * io.isobar.replicator.transfer.SegmentHandler}).
 *
 * <p>Nothing here trusts a source: what arrives is hashed while it streams, and what was written is hashed again when
 * it is read back.
 */
@NullMarked
package io.isobar.replicator.transfer;

import org.jspecify.annotations.NullMarked;
