/**
 * Releases to every data center, and the common cutover.
 *
 * <p>Two processes, which never call each other and meet in the control database: the {@link
 * io.isobar.replicator.controller.Controller} next to it, and one leading {@link
 * io.isobar.replicator.steward.Steward} in each data center. What they may do next is decided in {@code rollout},
 * which is pure; everything else here observes and acts.
 */
@NullMarked
package io.isobar.replicator;

import org.jspecify.annotations.NullMarked;
