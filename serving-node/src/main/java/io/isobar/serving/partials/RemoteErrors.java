package io.isobar.serving.partials;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import io.isobar.serving.http.Json;
import java.io.IOException;
import java.util.Arrays;

/** Errors that another node answered with. */
public final class RemoteErrors {
    private RemoteErrors() {}

    /** The error whose JSON is {@code body}; one of category RUNTIME_FAILURE if it is none. */
    public static QueryException parse(byte[] body) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(body);
        } catch (IOException e) {
            json = Json.object();
        }
        String name = json.path("category").asText();
        QueryException.Category category = Arrays.stream(QueryException.Category.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(QueryException.Category.RUNTIME_FAILURE);
        return new QueryException(category, json.path("errorMessage").asText("A node failed and did not say why"));
    }
}
