package io.isobar.catalog.store;

import java.io.IOException;

/** Bytes that aren't the ones asked for. Fetch them from another source; the same one is likely damaged. */
public final class DigestMismatchException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what was wanted, what came, and from where. */
    public DigestMismatchException(String wanted, String found, String where) {
        super("Bytes for [%s] have the SHA-256 [%s], in store [%s]: the source is damaged, take another"
                .formatted(wanted, found, where));
    }
}
