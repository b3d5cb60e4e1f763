package io.isobar.query.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All functions, by their names in lower case. */
final class FunctionTable {
    /** What Druid knows too: named in an error of its own, so that nobody searches for a typing mistake. */
    private static final Set<String> NOT_YET = Set.of(
            "lookup",
            "bloom_filter_test",
            "json_value",
            "json_query",
            "json_query_array",
            "json_object",
            "json_keys",
            "json_paths",
            "json_merge",
            "parse_json",
            "try_parse_json",
            "to_json_string",
            "complex_decode_base64",
            "decode_base64_complex",
            "hyper_unique",
            "hyper_unique_add",
            "hyper_unique_estimate",
            "hyper_unique_round_estimate",
            "ipv6_match",
            "ipv6_parse",
            "ipv6_stringify");

    private static final Map<String, Function> FUNCTIONS = index(Stream.of(
                    MathFunctions.all(),
                    RoundingFunctions.all(),
                    BitwiseFunctions.all(),
                    ConditionalFunctions.all(),
                    StringFunctions.all(),
                    TrimFunctions.all(),
                    PatternFunctions.all(),
                    SizeFormatFunctions.all(),
                    TimeFunctions.all(),
                    TimeTextFunctions.all(),
                    ArrayFunctions.all(),
                    MultiValueFunctions.all(),
                    AddressFunctions.all())
            .flatMap(List::stream)
            .toList());

    private FunctionTable() {}

    /** All functions, in lower case. */
    static Set<String> names() {
        return FUNCTIONS.keySet();
    }

    /** The function of a name, in upper or lower case. */
    static Function find(String name, Place place) {
        String key = name.toLowerCase(Locale.ROOT);
        Function function = FUNCTIONS.get(key);
        if (function != null) {
            return function;
        }
        if (NOT_YET.contains(key)) {
            throw place.error("Function [%s] is one of Druid that Isobar can't do yet", name);
        }
        throw place.error(
                "Function [%s] isn't known: did you mean [%s]?", name, NearestName.of(key, FUNCTIONS.keySet()));
    }

    private static Map<String, Function> index(List<Function> functions) {
        var index = new HashMap<String, Function>();
        for (Function function : functions) {
            if (index.put(function.name().toLowerCase(Locale.ROOT), function) != null) {
                throw new IllegalStateException("Function [%s] is there twice".formatted(function.name()));
            }
        }
        return Map.copyOf(index);
    }
}
