/** What a steward asks the nodes of its own data center: {@link io.isobar.replicator.dc.DcNodes}. */
@NullMarked
package io.isobar.replicator.dc;

import org.jspecify.annotations.NullMarked;
