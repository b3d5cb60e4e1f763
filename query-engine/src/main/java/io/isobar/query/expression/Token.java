package io.isobar.query.expression;

/**
 * A word of the language.
 *
 * @param kind what it is
 * @param text the operator or punctuation itself, an identifier's name, a number's digits, a string's content
 * @param column its first character, from 1
 */
record Token(Kind kind, String text, int column) {
    enum Kind {
        IDENTIFIER,
        STRING,
        LONG,
        DOUBLE,
        NULL,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** How messages call it. */
    String shown() {
        return kind == Kind.END ? "the end" : "[" + text + "]";
    }
}
