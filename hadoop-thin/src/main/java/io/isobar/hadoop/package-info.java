/**
 * Hadoop's part of what the other modules ask for by interfaces of their own, and Hadoop's libraries, thinned out, in one
 * place. Nothing else names Hadoop but packages called {@code hadoop}.
 */
@NullMarked
package io.isobar.hadoop;

import org.jspecify.annotations.NullMarked;
