/** Electing one leader among processes of a kind. */
@NullMarked
package io.isobar.replicator.election;

import org.jspecify.annotations.NullMarked;
