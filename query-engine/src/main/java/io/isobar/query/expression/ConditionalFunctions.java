package io.isobar.query.expression;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions that choose, ask for null or truth, or change a type. Those that choose evaluate only what they choose. */
final class ConditionalFunctions {
    private ConditionalFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("if", 3, 3, ConditionalFunctions::ifElse),
                new Function("nvl", 2, 2, ConditionalFunctions::coalesce),
                new Function("coalesce", 1, Function.MANY, ConditionalFunctions::coalesce),
                new Function("case_searched", 2, Function.MANY, ConditionalFunctions::caseSearched),
                new Function("case_simple", 3, Function.MANY, ConditionalFunctions::caseSimple),
                asks("isnull", value -> value == null),
                asks("notnull", value -> value != null),
                asks("istrue", value -> value != null && Coercion.isTrue(value)),
                asks("isfalse", value -> value != null && !Coercion.isTrue(value)),
                asks("nottrue", value -> value == null || !Coercion.isTrue(value)),
                asks("notfalse", value -> value == null || Coercion.isTrue(value)),
                new Function("notdistinctfrom", 2, 2, call -> row -> Coercion.truth(same(call, row))),
                new Function("isdistinctfrom", 2, 2, call -> row -> Coercion.truth(!same(call, row))),
                new Function("cast", 2, 2, ConditionalFunctions::cast).arrays(0));
    }

    private interface Question {
        boolean ask(@Nullable Object value);
    }

    private static Function asks(String name, Question question) {
        return new Function(name, 1, 1, call -> {
            Node argument = call.argument(0);
            return row -> Coercion.truth(question.ask(argument.eval(row)));
        });
    }

    private static Node ifElse(Call call) {
        Node condition = call.argument(0);
        Node then = call.argument(1);
        Node otherwise = call.argument(2);
        return row -> Coercion.isTrue(condition.eval(row)) ? then.eval(row) : otherwise.eval(row);
    }

    private static Node coalesce(Call call) {
        List<Node> arguments = call.arguments();
        return row -> {
            for (Node argument : arguments) {
                Object value = argument.eval(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private static Node caseSearched(Call call) {
        List<Node> arguments = call.arguments();
        return row -> {
            int at = 0;
            for (; at + 1 < arguments.size(); at += 2) {
                if (Coercion.isTrue(arguments.get(at).eval(row))) {
                    return arguments.get(at + 1).eval(row);
                }
            }
            return at < arguments.size() ? arguments.get(at).eval(row) : null;
        };
    }

    private static Node caseSimple(Call call) {
        List<Node> arguments = call.arguments();
        return row -> {
            Object value = arguments.get(0).eval(row);
            int at = 1;
            for (; at + 1 < arguments.size(); at += 2) {
                if (Comparison.equal(value, arguments.get(at).eval(row))) {
                    return arguments.get(at + 1).eval(row);
                }
            }
            return at < arguments.size() ? arguments.get(at).eval(row) : null;
        };
    }

    private static boolean same(Call call, Bindings row) {
        Object a = call.argument(0).eval(row);
        Object b = call.argument(1).eval(row);
        return (a == null || b == null) ? Objects.equals(a, b) : Comparison.equal(a, b);
    }

    private static Node cast(Call call) {
        String name = Objects.requireNonNullElse(call.constantText(1), "null").toUpperCase(Locale.ROOT);
        Node argument = call.argument(0);
        return switch (name) {
            case "LONG", "DOUBLE", "STRING" -> castSingle(call, CastType.valueOf(name));
            case "FLOAT" -> castSingle(call, CastType.DOUBLE);
            case "ARRAY<LONG>", "LONG_ARRAY" -> row -> castElements(argument.eval(row), CastType.LONG);
            case "ARRAY<DOUBLE>", "DOUBLE_ARRAY" -> row -> castElements(argument.eval(row), CastType.DOUBLE);
            case "ARRAY<STRING>", "STRING_ARRAY" -> row -> castElements(argument.eval(row), CastType.STRING);
            default ->
                throw call.error(
                        "can't cast to [%s]: it is one of [LONG, DOUBLE, STRING, ARRAY<LONG>, ARRAY<DOUBLE>, ARRAY<STRING>]",
                        name);
        };
    }

    private static Node castSingle(Call call, CastType type) {
        Node argument = call.argument(0);
        return row -> {
            Object value = argument.eval(row);
            if (value instanceof List<?> list && list.size() > 1) {
                // A multi-value column stays one; the type is that of its values.
                return castElements(list, type);
            }
            return type.cast(value);
        };
    }

    private static @Nullable Object castElements(@Nullable Object value, CastType type) {
        List<? extends @Nullable Object> values = Coercion.asList(value);
        return values == null ? null : ArrayFunctions.cast(values, type);
    }
}
