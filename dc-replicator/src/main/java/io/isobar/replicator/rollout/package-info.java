/**
 * How one release reaches every data center: what may follow what, and what to do next.
 *
 * <p>Pure: rows in, next step out. There is no I/O, no clock and no thread here, so a simulation can put crashes, lost
 * messages and rival leaders between any two steps and try thousands of orders in a second. Start at {@link
 * io.isobar.replicator.rollout.ReleasePlanner} (the control side) and {@link
 * io.isobar.replicator.rollout.StewardPlanner} (one data center's side); {@link
 * io.isobar.replicator.rollout.Barrier} is the rule that both exist for.
 *
 * <p>The two planners never speak to each other. Each reads rows, acts, and is woken again; whatever a crash cut off is
 * planned afresh from the rows, because no planner remembers anything.
 */
@NullMarked
package io.isobar.replicator.rollout;

import org.jspecify.annotations.NullMarked;
