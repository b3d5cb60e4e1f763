/** Strict reading of the JSON of queries: every field is known, bounded, and blamed by its path. */
@NullMarked
package io.isobar.query.json;

import org.jspecify.annotations.NullMarked;
