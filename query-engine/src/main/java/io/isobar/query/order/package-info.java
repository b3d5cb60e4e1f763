/** Orders of texts that filters, rankings and limits name, and the doubles that decimals stand for. */
@NullMarked
package io.isobar.query.order;

import org.jspecify.annotations.NullMarked;
