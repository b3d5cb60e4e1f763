package io.isobar.query.expression;

import io.isobar.query.expression.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes nodes of tokens. From tight to loose:
 *
 * <pre>
 *  - !                unary
 *  ^                  to the right: 2 ^ 3 ^ 2 is 2 ^ 9
 *  * / %
 *  + -
 *  &lt; &lt;= &gt; &gt;= == !=
 *  &amp;&amp; ||              of one strength, as in Druid: a || b &amp;&amp; c is (a || b) &amp;&amp; c
 * </pre>
 *
 * <p>What has only literals as operands becomes a literal at once.
 */
final class Parser {
    static final int MAX_LENGTH = 1 << 18;

    /** Parentheses, calls and signs in each other: bounds the stack of reading. */
    static final int MAX_DEPTH = 400;

    /** Operations in each other, long chains such as {@code a || b || c …} too: bounds the stack of evaluating. */
    static final int MAX_HEIGHT = 1500;

    private final String text;
    private final List<Token> tokens;
    private final Set<String> scalarColumns = new TreeSet<>();
    private final Set<String> arrayColumns = new TreeSet<>();
    private final Deque<List<String>> scopes = new ArrayDeque<>();
    private int at;
    private int depth;

    private Parser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException("More than [%d] characters".formatted(MAX_LENGTH), text, MAX_LENGTH + 1);
        }
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    /**
     * An expression's node, and what is known of its columns.
     *
     * @param columns all that it reads
     * @param scalars those that stand only where one value is wanted
     */
    record Parsed(Node node, Set<String> columns, Set<String> scalars) {}

    /** A node and how many operations lie in each other in it. */
    private record Part(Node node, int height) {}

    static Parsed parse(String text) {
        var parser = new Parser(text);
        Part part = parser.expression(0);
        parser.noteScalar(part.node);
        Token end = parser.peek();
        if (end.kind() != Kind.END) {
            throw parser.unexpected(end, "an operator or the end");
        }
        Set<String> columns = new TreeSet<>(parser.scalarColumns);
        columns.addAll(parser.arrayColumns);
        parser.scalarColumns.removeAll(parser.arrayColumns);
        return new Parsed(part.node, columns, parser.scalarColumns);
    }

    private Part expression(int weakest) {
        Part left = unary();
        while (true) {
            Token operator = peek();
            int strength = operator.kind() == Kind.SYMBOL ? strength(operator.text()) : -1;
            if (strength < weakest) {
                return left;
            }
            at++;
            Part right = expression(operator.is("^") ? strength : strength + 1);
            noteScalar(left.node);
            noteScalar(right.node);
            left = part(
                    binary(operator, left.node, right.node),
                    List.of(left.node, right.node),
                    Math.max(left.height, right.height),
                    operator);
        }
    }

    private static int strength(String operator) {
        return switch (operator) {
            case "&&", "||" -> 0;
            case "<", "<=", ">", ">=", "==", "!=" -> 1;
            case "+", "-" -> 2;
            case "*", "/", "%" -> 3;
            case "^" -> 4;
            default -> -1;
        };
    }

    private Node binary(Token operator, Node left, Node right) {
        Place place = place(operator);
        return switch (operator.text()) {
            case "&&" -> new Logic.And(left, right);
            case "||" -> new Logic.Or(left, right);
            case "<" -> new Comparison(Comparison.Operator.LESS, left, right);
            case "<=" -> new Comparison(Comparison.Operator.AT_MOST, left, right);
            case ">" -> new Comparison(Comparison.Operator.GREATER, left, right);
            case ">=" -> new Comparison(Comparison.Operator.AT_LEAST, left, right);
            case "==" -> new Comparison(Comparison.Operator.EQUAL, left, right);
            case "!=" -> new Comparison(Comparison.Operator.DIFFERENT, left, right);
            case "+" -> new Arithmetic(Arithmetic.Operator.PLUS, left, right, place);
            case "-" -> new Arithmetic(Arithmetic.Operator.MINUS, left, right, place);
            case "*" -> new Arithmetic(Arithmetic.Operator.TIMES, left, right, place);
            case "/" -> new Arithmetic(Arithmetic.Operator.DIVIDE, left, right, place);
            case "%" -> new Arithmetic(Arithmetic.Operator.MODULO, left, right, place);
            case "^" -> new Arithmetic(Arithmetic.Operator.POWER, left, right, place);
            default -> throw new AssertionError(operator);
        };
    }

    private Part unary() {
        Token token = peek();
        if (!token.is("-") && !token.is("!")) {
            return primary();
        }
        at++;
        if (token.is("-") && peek().kind() == Kind.LONG) {
            // The least long has no positive counterpart.
            return new Part(new Literal(integer(next(), "-")), 1);
        }
        enter(token);
        Part operand = unary();
        depth--;
        noteScalar(operand.node);
        Node node = token.is("-") ? new Logic.Negative(operand.node, place(token)) : new Logic.Not(operand.node);
        return part(node, List.of(operand.node), operand.height, token);
    }

    private Part primary() {
        Token token = next();
        return switch (token.kind()) {
            case NULL -> new Part(new Literal(null), 1);
            case STRING -> new Part(new Literal(token.text()), 1);
            case LONG -> new Part(new Literal(integer(token, "")), 1);
            case DOUBLE -> new Part(new Literal(Double.valueOf(token.text())), 1);
            case IDENTIFIER -> identifier(token);
            case END -> throw unexpected(token, "a value");
            case SYMBOL -> symbol(token);
        };
    }

    private Part identifier(Token name) {
        if (peek().is("(")) {
            return call(name);
        }
        if (name.text().equals("ARRAY") && ArrayLiteral.isType(tokens, at)) {
            at--;
            return arrayLiteral();
        }
        return new Part(new Column(name.text()), 1);
    }

    private Part symbol(Token token) {
        if (token.is("(")) {
            enter(token);
            Part inner = expression(0);
            expect(")");
            depth--;
            return inner;
        }
        if (token.is("[") || token.is("<")) {
            at--;
            return arrayLiteral();
        }
        throw unexpected(token, "a value");
    }

    private Part arrayLiteral() {
        var literal = new ArrayLiteral(text, tokens, at);
        Part part = new Part(literal.parse(), 1);
        at = literal.end();
        return part;
    }

    private Part call(Token name) {
        expect("(");
        enter(name);
        Part part = Lambda.startsAt(tokens, at) ? lambdaCall(name) : functionCall(name);
        depth--;
        return part;
    }

    private Part functionCall(Token name) {
        var arguments = new ArrayList<Node>();
        int height = arguments(arguments);
        Function function = FunctionTable.find(name.text(), place(name));
        for (int i = 0; i < arguments.size(); i++) {
            note(arguments.get(i), function.takesArray(i));
        }
        Node node = function.bind(new Call(function.name(), List.copyOf(arguments), place(name)));
        return part(node, arguments, height, name);
    }

    private Part lambdaCall(Token name) {
        LambdaFunction function = LambdaFunction.find(name.text(), place(name));
        List<String> parameters = lambdaParameters();
        scopes.push(parameters);
        Part body = expression(0);
        noteScalar(body.node);
        scopes.pop();
        var arguments = new ArrayList<Node>();
        int height = body.height;
        if (peek().is(",")) {
            at++;
            height = Math.max(height, arguments(arguments));
        } else {
            expect(")");
        }
        for (Node argument : arguments) {
            note(argument, true);
        }
        var lambda = new Lambda(parameters, body.node);
        Node node = function.bind(lambda, new Call(name.text(), List.copyOf(arguments), place(name)));
        // Never folded: its body may read columns.
        return new Part(node, checkHeight(height + 1, name));
    }

    private List<String> lambdaParameters() {
        var names = new ArrayList<String>();
        Token first = next();
        if (first.kind() == Kind.IDENTIFIER) {
            names.add(first.text());
        } else {
            while (!peek().is(")")) {
                if (!names.isEmpty()) {
                    expect(",");
                }
                Token name = next();
                if (name.kind() != Kind.IDENTIFIER) {
                    throw unexpected(name, "the name of an argument");
                }
                names.add(name.text());
            }
            expect(")");
        }
        expect("->");
        return List.copyOf(names);
    }

    /** Reads what is left of a call up to its parenthesis, and returns the greatest height. */
    private int arguments(List<Node> into) {
        int height = 0;
        if (peek().is(")")) {
            at++;
            return height;
        }
        while (true) {
            Part argument = expression(0);
            into.add(argument.node);
            height = Math.max(height, argument.height);
            Token token = next();
            if (token.is(")")) {
                return height;
            }
            if (!token.is(",")) {
                throw unexpected(token, "[,] or [)]");
            }
        }
    }

    private Part part(Node node, List<Node> operands, int height, Token token) {
        if (operands.stream().allMatch(Literal.class::isInstance)) {
            return new Part(new Literal(node.eval(Bindings.none())), 1);
        }
        return new Part(node, checkHeight(height + 1, token));
    }

    private int checkHeight(int height, Token token) {
        check(height, MAX_HEIGHT, token);
        return height;
    }

    private void enter(Token token) {
        check(++depth, MAX_DEPTH, token);
    }

    private void check(int levels, int most, Token token) {
        if (levels > most) {
            throw place(token).error("More than [%d] operations in each other", most);
        }
    }

    private Long integer(Token digits, String sign) {
        Long value = Numbers.parseLong(sign + digits.text(), 10);
        if (value == null) {
            throw place(digits)
                    .error("Number [%s%s] doesn't fit into 64 bits: write it with a [.]", sign, digits.text());
        }
        return value;
    }

    private void noteScalar(Node node) {
        note(node, false);
    }

    private void note(Node node, boolean array) {
        if (node instanceof Column column && scopes.stream().noneMatch(scope -> scope.contains(column.name()))) {
            (array ? arrayColumns : scalarColumns).add(column.name());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private void expect(String symbol) {
        Token token = next();
        if (!token.is(symbol)) {
            throw unexpected(token, "[" + symbol + "]");
        }
    }

    private ExpressionException unexpected(Token token, String wanted) {
        return place(token).error("Expected %s, but found %s", wanted, token.shown());
    }

    private Place place(Token token) {
        return new Place(text, token.column());
    }
}
