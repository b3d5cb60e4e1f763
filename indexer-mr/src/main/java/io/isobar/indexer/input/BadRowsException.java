package io.isobar.indexer.input;

import java.io.IOException;

/** More bad rows than the spec tolerates. Nothing is published; mend the input, or raise {@code maxParseExceptions}. */
public final class BadRowsException extends IOException {
    private static final long serialVersionUID = 1L;

    BadRowsException(BadRow last, long seen, long tolerated) {
        super("%s. This is bad row [%d] and [maxParseExceptions] is [%d]: mend the input, or raise it"
                .formatted(last.message(), seen, tolerated));
    }
}
