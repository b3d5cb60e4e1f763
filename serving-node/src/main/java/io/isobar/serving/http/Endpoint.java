package io.isobar.serving.http;

/** Answers the requests of one method and path. May block: each request has a thread of its own. */
@FunctionalInterface
public interface Endpoint {
    /** Answers; what it throws becomes the answer if none has begun, see {@link io.isobar.query.error.QueryException}. */
    void handle(Exchange exchange) throws Exception;
}
