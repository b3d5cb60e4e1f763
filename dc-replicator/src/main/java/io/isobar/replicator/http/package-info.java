/** The little HTTP that controller and stewards need: an endpoint to serve from, and questions to a data center's own nodes. */
@NullMarked
package io.isobar.replicator.http;

import org.jspecify.annotations.NullMarked;
