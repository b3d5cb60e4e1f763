/**
 * The database of one DC: Druid's own tables of segments, rules and configuration, and beside them ours, which say what
 * belongs to which release. Start at {@link io.isobar.catalog.dc.DcDatabase}.
 */
@NullMarked
package io.isobar.catalog.dc;

import org.jspecify.annotations.NullMarked;
