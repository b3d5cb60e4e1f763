/** Post-aggregators: values computed from a group's aggregated ones. */
@NullMarked
package io.isobar.query.postaggregate;

import org.jspecify.annotations.NullMarked;
