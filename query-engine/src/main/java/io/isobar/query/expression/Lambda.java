package io.isobar.query.expression;

import io.isobar.query.expression.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code x -> x + 1} or {@code (x, y) -> x + y}: its arguments hide columns of the same names.
 *
 * @param parameters names of its arguments
 * @param body what it gives
 */
record Lambda(List<String> parameters, Node body) {

    static boolean startsAt(List<Token> tokens, int at) {
        Token first = tokens.get(at);
        if (first.kind() == Kind.IDENTIFIER) {
            return tokens.get(at + 1).is("->");
        }
        if (!first.is("(")) {
            return false;
        }
        int close = at + 1;
        while (tokens.get(close).kind() == Kind.IDENTIFIER || tokens.get(close).is(",")) {
            close++;
        }
        return tokens.get(close).is(")") && tokens.get(close + 1).is("->");
    }

    @Nullable
    Object apply(Bindings row, List<? extends @Nullable Object> arguments) {
        return body.eval(name -> {
            int index = parameters.indexOf(name);
            return index < 0 ? row.value(name) : arguments.get(index);
        });
    }
}
