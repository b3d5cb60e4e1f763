package io.isobar.serving.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** The whole answer of a peer. */
public final class PeerAnswer {
    private final int status;
    private final HttpFields fields;
    private final byte[] body;

    PeerAnswer(int status, HttpFields fields, byte[] body) {
        this.status = status;
        this.fields = fields;
        this.body = body;
    }

    /** HTTP's. */
    public int status() {
        return status;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The bytes themselves: not to be changed. */
    public byte[] body() {
        return body;
    }
}
