/** How controller and stewards do their work: loops that never end by an error, and steps that are journaled. */
@NullMarked
package io.isobar.replicator.work;

import org.jspecify.annotations.NullMarked;
