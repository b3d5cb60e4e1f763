/**
 * Reading, building and merging of Druid's segments, format V9.
 */
@NullMarked
package io.isobar.segment;

import org.jspecify.annotations.NullMarked;
