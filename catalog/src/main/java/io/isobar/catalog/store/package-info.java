/**
 * Where the bytes of segments are: content-addressed files, never overwritten. Start at
 * {@link io.isobar.catalog.store.SegmentStore}; {@link io.isobar.catalog.store.SegmentStores} opens one by its URI.
 */
@NullMarked
package io.isobar.catalog.store;

import org.jspecify.annotations.NullMarked;
