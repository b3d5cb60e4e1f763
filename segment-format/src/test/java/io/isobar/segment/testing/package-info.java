/** Fixtures and generators for tests, of this module and of those that read segments. */
@NullMarked
package io.isobar.segment.testing;

import org.jspecify.annotations.NullMarked;
