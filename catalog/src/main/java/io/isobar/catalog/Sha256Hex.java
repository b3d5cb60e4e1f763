package io.isobar.catalog;

import java.util.regex.Pattern;

/** The text form of a SHA-256: 64 lower-case hex digits. */
final class Sha256Hex {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Sha256Hex() {}

    static String require(String what, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Invalid SHA-256 [%s] as %s: must be 64 lower-case hex digits".formatted(text, what));
        }
        return text;
    }
}
