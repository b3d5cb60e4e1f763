/** The one exception of queries. It stands below all the other packages because each of them may refuse something. */
@NullMarked
package io.isobar.query.error;

import org.jspecify.annotations.NullMarked;
