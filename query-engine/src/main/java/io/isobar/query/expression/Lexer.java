package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an expression into tokens. */
final class Lexer {
    private static final String[] LONG_SYMBOLS = {"<=", ">=", "==", "!=", "&&", "||", "->"};
    private static final String SHORT_SYMBOLS = "+-*/%^!<>()[],";

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, the last one of kind END. */
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", start + 1);
        }
        char first = text.charAt(at);
        if (isNameStart(first)) {
            return word();
        }
        if (isDigit(first)) {
            return number();
        }
        if (first == '\'') {
            return new Token(Token.Kind.STRING, quoted(), start + 1);
        }
        if (first == '"') {
            return new Token(Token.Kind.IDENTIFIER, quoted(), start + 1);
        }
        return symbol();
    }

    private Token word() {
        int start = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        String word = text.substring(start, at);
        Token.Kind kind = switch (word) {
            case "null" -> Token.Kind.NULL;
            case "NaN", "Infinity" -> Token.Kind.DOUBLE;
            default -> Token.Kind.IDENTIFIER;
        };
        return new Token(kind, word, start + 1);
    }

    private Token number() {
        int start = at;
        skipDigits();
        Token.Kind kind = Token.Kind.LONG;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
            kind = Token.Kind.DOUBLE;
        }
        if (at < text.length() && (text.charAt(at) | ' ') == 'e' && exponentFollows()) {
            at++;
            if (text.charAt(at) == '-') {
                at++;
            }
            skipDigits();
            kind = Token.Kind.DOUBLE;
        }
        return new Token(kind, text.substring(start, at), start + 1);
    }

    private boolean exponentFollows() {
        int digit = at + 1 < text.length() && text.charAt(at + 1) == '-' ? at + 2 : at + 1;
        return digit < text.length() && isDigit(text.charAt(digit));
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private String quoted() {
        char quote = text.charAt(at);
        int open = at++;
        var content = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == quote) {
                return content.toString();
            }
            content.append(next == '\\' ? escaped() : next);
        }
        throw new Place(text, open + 1).error("A quote [%s] isn't closed that opens", quote);
    }

    private char escaped() {
        char letter = at < text.length() ? text.charAt(at++) : ' ';
        return switch (letter) {
            case '\'', '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default ->
                throw new Place(text, at)
                        .error(
                                "The escape [\\%s] isn't known: write one of \\' \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
                                letter);
        };
    }

    private char unicode() {
        int end = Math.min(at + 4, text.length());
        String digits = text.substring(at, end);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw new Place(text, at + 1).error("[%s] isn't the four hexadecimal digits of a \\u escape", digits);
        }
        at = end;
        return (char) Integer.parseInt(digits, 16);
    }

    private Token symbol() {
        int start = at;
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += 2;
                return new Token(Token.Kind.SYMBOL, symbol, start + 1);
            }
        }
        char symbol = text.charAt(at);
        if (SHORT_SYMBOLS.indexOf(symbol) < 0) {
            throw new Place(text, start + 1).error("The character [%s] has no meaning%s", symbol, hint(symbol));
        }
        at++;
        return new Token(Token.Kind.SYMBOL, String.valueOf(symbol), start + 1);
    }

    private static String hint(char symbol) {
        return switch (symbol) {
            case '=' -> " (equality is [==])";
            case '&' -> " (and is [&&])";
            case '|' -> " (or is [||])";
            default -> "";
        };
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isNameStart(char c) {
        return c == '_' || c == '$' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
