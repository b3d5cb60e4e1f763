package io.isobar.query.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code like} and the regular expressions of {@link Pattern}, which may match anywhere. Of null they are null. */
final class PatternFunctions {
    private PatternFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("like", 2, 3, PatternFunctions::like),
                new Function("regexp_like", 2, 2, PatternFunctions::regexpLike),
                new Function("regexp_extract", 2, 3, PatternFunctions::regexpExtract),
                new Function("regexp_replace", 3, 3, PatternFunctions::regexpReplace));
    }

    private static Node like(Call call) {
        String pattern = call.constantText(1);
        String escape = call.constantText(2);
        if (escape != null && escape.length() != 1) {
            throw call.error("needs one character as escape, not [%s]", escape);
        }
        if (pattern == null) {
            return new Literal(null);
        }
        Pattern regex = Pattern.compile(regexOfLike(pattern, escape), Pattern.DOTALL);
        Node argument = call.argument(0);
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            return text == null ? null : Coercion.truth(regex.matcher(text).matches());
        };
    }

    private static String regexOfLike(String pattern, @Nullable String escape) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (escape != null && c == escape.charAt(0) && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static Node regexpLike(Call call) {
        Pattern pattern = constantPattern(call);
        Node argument = call.argument(0);
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            return text == null ? null : Coercion.truth(pattern.matcher(text).find());
        };
    }

    private static Node regexpExtract(Call call) {
        Pattern pattern = constantPattern(call);
        String index = call.constantText(2);
        Long group = index == null ? Long.valueOf(0) : Numbers.parseLong(index, 10);
        int groups = pattern.matcher("").groupCount();
        if (group == null || group < 0 || group > groups) {
            throw call.error("asks for the group [%s] of a pattern that has [%d]", index, groups);
        }
        Node argument = call.argument(0);
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            if (text == null) {
                return null;
            }
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(group.intValue()) : null;
        };
    }

    private static Node regexpReplace(Call call) {
        Pattern constant = call.isConstant(1) && call.constantText(1) != null ? constantPattern(call) : null;
        return row -> {
            String text = Coercion.asString(call.argument(0).eval(row));
            String pattern = Coercion.asString(call.argument(1).eval(row));
            String replacement = Coercion.asString(call.argument(2).eval(row));
            if (text == null || pattern == null || replacement == null) {
                return null;
            }
            Pattern compiled = constant == null ? compile(call, pattern) : constant;
            try {
                return compiled.matcher(text).replaceAll(replacement);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw call.error("can't replace by [%s]: %s", replacement, e.getMessage());
            }
        };
    }

    private static Pattern constantPattern(Call call) {
        String pattern = call.constantText(1);
        return compile(call, pattern == null ? "" : pattern);
    }

    private static Pattern compile(Call call, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw call.error("has a pattern [%s] that isn't a regular expression: %s", pattern, e.getDescription());
        }
    }
}
