/**
 * The control database: who may publish, what is published, who is ready, who has it. Start at
 * {@link io.isobar.catalog.control.ControlDatabase}.
 *
 * <p>Each table has one writer: the home's driver writes batches, the controller releases, a steward its own rows of
 * progress, votes and activations. Times in rows are the database's.
 */
@NullMarked
package io.isobar.catalog.control;

import org.jspecify.annotations.NullMarked;
