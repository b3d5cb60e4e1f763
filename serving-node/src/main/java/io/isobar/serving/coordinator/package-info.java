/**
 * The coordinator: which historical holds which segment of the releases that are open in this data center.
 *
 * <p>Start at {@link io.isobar.serving.coordinator.CoordinatorNode}; what it decides is in {@code AssignmentPlanner}.
 */
@NullMarked
package io.isobar.serving.coordinator;

import org.jspecify.annotations.NullMarked;
