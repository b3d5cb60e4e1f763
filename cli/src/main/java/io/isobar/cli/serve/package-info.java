/**
 * Running roles: any of them alone, or several in one process.
 *
 * <p>Start at {@link io.isobar.cli.serve.ServeCommand}.
 */
@NullMarked
package io.isobar.cli.serve;

import org.jspecify.annotations.NullMarked;
