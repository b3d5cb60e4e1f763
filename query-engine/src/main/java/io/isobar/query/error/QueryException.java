package io.isobar.query.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why a query has no answer. The category decides what the caller does next (mend the query, ask for less, try again)
 * and the HTTP status; {@link #toJson()} is the body that Druid's clients expect beside that status.
 */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Druid's categories of errors, those that a query can end in. */
    public enum Category {
        /** The query is malformed, or asks for something that never existed. */
        INVALID_INPUT(400, "invalidInput", "USER"),
        /** The query names nothing that is here. */
        NOT_FOUND(404, "notFound", "USER"),
        /** The query is sound, its answer exceeds a bound. */
        CAPACITY_EXCEEDED(429, "capacityExceeded", "USER"),
        /** The caller went away or asked to stop. */
        CANCELED(500, "canceled", "OPERATOR"),
        /** A fault of ours or of the data; the message says which. */
        RUNTIME_FAILURE(500, "runtimeFailure", "OPERATOR"),
        /** Druid has it, Isobar doesn't yet. */
        UNSUPPORTED(501, "unsupported", "USER"),
        /** What the query needs isn't here now; asking again later may help. */
        SERVICE_UNAVAILABLE(503, "serviceUnavailable", "OPERATOR"),
        /** The query's own time is over. */
        TIMEOUT(504, "timeout", "USER");

        private final int httpStatus;
        private final String errorCode;
        private final String persona;

        Category(int httpStatus, String errorCode, String persona) {
            this.httpStatus = httpStatus;
            this.errorCode = errorCode;
            this.persona = persona;
        }
    }

    private final Category category;

    /** An error of the given category; the message says what, where and how to mend it. */
    public QueryException(Category category, String message) {
        super(message);
        this.category = category;
    }

    /** The same with the exception that led to it. */
    public QueryException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    /** The value at a JSON path of the query is not one that a query can have. */
    public static QueryException invalid(String path, String problem) {
        return new QueryException(Category.INVALID_INPUT, problem + " at [" + path + "]");
    }

    /** The value at a JSON path of the query is Druid's, but not Isobar's yet. */
    public static QueryException unsupported(String path, String what) {
        return new QueryException(Category.UNSUPPORTED, what + " at [" + path + "] is not supported yet");
    }

    /** The answer would exceed a bound; the message names the bound and how to stay below it. */
    public static QueryException capacityExceeded(String message) {
        return new QueryException(Category.CAPACITY_EXCEEDED, message);
    }

    /** What the caller should make of this error. */
    public Category category() {
        return category;
    }

    /** Druid's code of the category. */
    public String errorCode() {
        return category.errorCode;
    }

    /** The status of an HTTP answer that carries this error. */
    public int httpStatus() {
        return category.httpStatus;
    }

    /** Druid's {@code ErrorResponse}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("error", "druidException");
        json.put("errorCode", category.errorCode);
        json.put("persona", category.persona);
        json.put("category", category.name());
        json.put("errorMessage", getMessage());
        json.putObject("context");
        return json;
    }
}
