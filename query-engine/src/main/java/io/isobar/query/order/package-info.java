/** Orders of texts that filters, rankings and limits name. */
@NullMarked
package io.isobar.query.order;

import org.jspecify.annotations.NullMarked;
