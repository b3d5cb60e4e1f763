/** Our segments, judged by Apache Druid's own library. */
@NullMarked
package io.isobar.stories.druid;

import org.jspecify.annotations.NullMarked;
