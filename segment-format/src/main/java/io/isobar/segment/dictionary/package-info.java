/**
 * Sorted dictionaries of strings, plain and front-coded. Start at {@link io.isobar.segment.dictionary.Dictionary}, which says
 * how a reader tells them apart; their order is that of {@link io.isobar.segment.dictionary.Utf16Order}.
 */
@NullMarked
package io.isobar.segment.dictionary;

import org.jspecify.annotations.NullMarked;
