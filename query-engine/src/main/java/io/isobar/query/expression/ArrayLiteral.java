package io.isobar.query.expression;

import io.isobar.query.expression.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code [1, 2]}, {@code ['a', null]}, and with a type {@code <LONG>[]} or {@code ARRAY<DOUBLE>[1, 2]}. */
final class ArrayLiteral {
    private final String text;
    private final List<Token> tokens;
    private int at;

    ArrayLiteral(String text, List<Token> tokens, int at) {
        this.text = text;
        this.tokens = tokens;
        this.at = at;
    }

    /** Whether a type in angle brackets stands at a place, so that it isn't a comparison of a column. */
    static boolean isType(List<Token> tokens, int at) {
        return at + 3 < tokens.size()
                && tokens.get(at).is("<")
                && type(tokens.get(at + 1)).isPresent()
                && tokens.get(at + 2).is(">")
                && tokens.get(at + 3).is("[");
    }

    /** The index of the first token after the literal. */
    int end() {
        return at;
    }

    Literal parse() {
        if (tokens.get(at).kind() == Kind.IDENTIFIER) {
            at++;
        }
        Optional<CastType> type = Optional.empty();
        if (tokens.get(at).is("<")) {
            if (!isType(tokens, at)) {
                throw expected("<LONG>[…], <DOUBLE>[…] or <STRING>[…]");
            }
            type = type(tokens.get(at + 1));
            at += 3;
        }
        List<@Nullable Object> values = elements();
        CastType element = type.orElseGet(() -> CastType.common(values));
        values.replaceAll(element::cast);
        return new Literal(Collections.unmodifiableList(values));
    }

    private List<@Nullable Object> elements() {
        var values = new ArrayList<@Nullable Object>();
        at++;
        while (!tokens.get(at).is("]")) {
            values.add(element());
            if (tokens.get(at).is(",") && !tokens.get(at + 1).is("]")) {
                at++;
            }
        }
        at++;
        return values;
    }

    private @Nullable Object element() {
        String sign = "";
        if (tokens.get(at).is("-")) {
            sign = "-";
            at++;
        }
        Token token = tokens.get(at);
        Object value = switch (token.kind()) {
            case LONG, DOUBLE -> Numbers.parse(sign + token.text());
            case STRING -> sign.isEmpty() ? token.text() : null;
            default -> null;
        };
        if (value == null && (token.kind() != Kind.NULL || !sign.isEmpty())) {
            throw expected("a literal or []]");
        }
        at++;
        return value;
    }

    private ExpressionException expected(String wanted) {
        Token token = tokens.get(at);
        return new Place(text, token.column()).error("Expected %s, but found %s", wanted, token.shown());
    }

    private static Optional<CastType> type(Token token) {
        return Arrays.stream(CastType.values())
                .filter(type -> token.kind() == Kind.IDENTIFIER
                        && type.name().equals(token.text().toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
