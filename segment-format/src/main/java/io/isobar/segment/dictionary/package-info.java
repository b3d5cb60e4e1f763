/** Sorted dictionaries of strings, plain and front-coded. */
@NullMarked
package io.isobar.segment.dictionary;

import org.jspecify.annotations.NullMarked;
