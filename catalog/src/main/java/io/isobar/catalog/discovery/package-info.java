/** Who is alive, by ZooKeeper. Start at {@link io.isobar.catalog.discovery.Discovery}. */
@NullMarked
package io.isobar.catalog.discovery;

import org.jspecify.annotations.NullMarked;
