package io.isobar.serving.token;

import io.isobar.serving.http.Exchange;

/** Takes the token from a request and gives it back with the answer. */
public final class ClientToken {
    private ClientToken() {}

    /** What the client proves to have seen, by header, by cookie, or by both. */
    public static ReleaseToken of(Exchange exchange, TokenCodec codec) {
        ReleaseToken header = codec.verify(exchange.header(TokenCodec.HEADER).orElse(""));
        return header.merge(codec.verify(exchange.cookie(TokenCodec.COOKIE).orElse("")));
    }

    /** Puts {@code signed} on the answer, as a header and as a cookie. */
    public static void answer(Exchange exchange, String signed) {
        exchange.answerHeader(TokenCodec.HEADER, signed);
        exchange.answerHeader("Set-Cookie", TokenCodec.COOKIE + '=' + signed + "; Path=/; HttpOnly; SameSite=Lax");
    }
}
