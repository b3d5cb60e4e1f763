/**
 * The releases that are open in this data center, as its database tells.
 *
 * <p>Start at {@link io.isobar.serving.releases.ReleaseFollower}.
 */
@NullMarked
package io.isobar.serving.releases;

import org.jspecify.annotations.NullMarked;
