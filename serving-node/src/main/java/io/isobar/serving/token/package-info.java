/**
 * The release token: the signed memory of a client, so that no answer goes back in time.
 *
 * <p>Start at {@link io.isobar.serving.token.TokenCodec}.
 */
@NullMarked
package io.isobar.serving.token;

import org.jspecify.annotations.NullMarked;
