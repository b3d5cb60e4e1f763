package io.isobar.segment.sketch;

import java.util.Base64;

/** What rows may bring to a sketch, and what goes wrong with it. */
final class SketchInput {
    private SketchInput() {}

    /** The sketch that a text says in Base64; {@code type} is Druid's name of what it should be. */
    static byte[] fromBase64(Object input, String type) {
        if (!(input instanceof String text)) {
            throw new IllegalArgumentException("a value of type [%s] is no %s: expected bytes, or a text in Base64"
                    .formatted(input.getClass().getSimpleName(), type));
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a text of [%d] characters is no %s in Base64".formatted(text.length(), type), e);
        }
    }

    /** The complaint about a value that is neither a number nor text. */
    static IllegalArgumentException notCountable(Object value) {
        return new IllegalArgumentException("a value of type [%s] cannot be counted: expected a number or a text"
                .formatted(value.getClass().getSimpleName()));
    }

    /** The complaint about bytes that are no sketch. */
    static IllegalArgumentException damaged(String type, int length, String problem) {
        return new IllegalArgumentException("[%d] bytes are no %s: %s".formatted(length, type, problem));
    }

    /** Runs what the library does with bytes: it has no exception of its own for those that are damaged. */
    static void guarded(String type, int length, Runnable folding) {
        try {
            folding.run();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("[%d] bytes are no %s: %s".formatted(length, type, e.getMessage()), e);
        }
    }
}
