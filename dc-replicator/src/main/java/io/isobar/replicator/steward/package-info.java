/**
 * One data center's side: pulls, verifies, stages, votes and activates there. Start at {@link
 * io.isobar.replicator.steward.Steward}.
 */
@NullMarked
package io.isobar.replicator.steward;

import org.jspecify.annotations.NullMarked;
