package io.isobar.query.filter;

import io.isobar.query.error.QueryException;
import java.util.regex.Pattern;

/** Asks whether a regular expression is found in a value. */
final class RegexPredicate extends ValuePredicate {
    /** Steps that one search may take: patterns such as {@code (a+)+b} would else run for years. */
    private static final int MAX_STEPS = 10_000_000;

    private final Pattern pattern;

    RegexPredicate(Pattern pattern) {
        this.pattern = pattern;
    }

    @Override
    boolean matches(String value) {
        return pattern.matcher(new CountedText(value, pattern)).find();
    }

    /** Counts the characters that a matcher looks at, the only thing by which one can stop it. */
    private static final class CountedText implements CharSequence {
        private final CharSequence text;
        private final Pattern pattern;
        private int steps;

        CountedText(CharSequence text, Pattern pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw QueryException.capacityExceeded(
                        "Regular expression [%s] took more than [%d] steps on one value: write one with less backtracking"
                                .formatted(pattern.pattern(), MAX_STEPS));
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), pattern);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
