/** Asking brokers and routers over HTTP. Start at {@link io.isobar.cli.http.QueryClient}. */
@NullMarked
package io.isobar.cli.http;

import org.jspecify.annotations.NullMarked;
