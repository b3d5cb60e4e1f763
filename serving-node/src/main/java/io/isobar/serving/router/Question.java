package io.isobar.serving.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.Json;
import io.isobar.serving.token.ReleaseToken;
import io.isobar.serving.token.SeenRelease;
import java.io.IOException;
import java.util.Optional;

/** What a router passes on. */
final class Question {
    /** A query, long lists of values in its filters included. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private final String method;
    private final String pathAndQuery;
    private final byte[] body;
    private final Need need;

    private Question(String method, String pathAndQuery, byte[] body, Need need) {
        this.method = method;
        this.pathAndQuery = pathAndQuery;
        this.body = body;
        this.need = need;
    }

    /** A native query, whose client may not see less than its token proves. */
    static Question query(Exchange exchange, ReleaseToken token) throws IOException {
        byte[] body = exchange.body(MAX_BODY_BYTES);
        JsonNode query;
        try {
            query = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT, "The query isn't JSON: " + e.getOriginalMessage(), e);
        }
        return new Question("POST", exchange.pathAndQuery(), body, need(query, token));
    }

    /** A request without a body that any data center can answer. */
    static Question get(Exchange exchange) {
        return new Question("GET", exchange.pathAndQuery(), new byte[0], Need.any(""));
    }

    String method() {
        return method;
    }

    String pathAndQuery() {
        return pathAndQuery;
    }

    /** Not to be changed; empty if there is none. */
    byte[] body() {
        return body;
    }

    /** What release the answer has to come from. */
    Need need() {
        return need;
    }

    private static Need need(JsonNode query, ReleaseToken token) {
        JsonNode source = query.path("dataSource");
        String dataSource = source.isObject() ? source.path("name").asText() : source.asText();
        long asked = query.path("context").path("release").asLong(0);
        if (asked > 0) {
            return Need.exactly(dataSource, asked);
        }
        Optional<SeenRelease> seen = token.seen(dataSource);
        return seen.map(Need::atLeast).orElseGet(() -> Need.any(dataSource));
    }
}
