/**
 * The control side: one leading process that starts distributions and commits releases, and that shows how things are.
 * Start at {@link io.isobar.replicator.controller.Controller}.
 */
@NullMarked
package io.isobar.replicator.controller;

import org.jspecify.annotations.NullMarked;
