package io.isobar.query.filter;

import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.BoundPredicate.Bounds;
import io.isobar.query.json.IntervalJson;
import io.isobar.query.json.JsonFields;
import io.isobar.query.order.TextOrder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Druid's JSON of filters. */
final class FilterJson {
    private static final Set<String> NOT_YET = Set.of("extraction", "javascript", "spatial", "arrayContainsElement");

    private FilterJson() {}

    static Filter read(JsonFields fields) {
        Filter filter = read(fields.text("type"), fields);
        fields.ignore("filterTuning"); // a hint about indexes; answers don't depend on it
        fields.end();
        return filter;
    }

    private static Filter read(String type, JsonFields fields) {
        return switch (type) {
            case "and" -> new AndFilter(operands(fields));
            case "or" -> new OrFilter(operands(fields));
            case "not" -> new NotFilter(read(fields.object("field")));
            case "istrue" -> new TruthFilter(read(fields.object("field")), true);
            case "isfalse" -> new TruthFilter(read(fields.object("field")), false);
            case "true" -> new ConstantFilter(true);
            case "false" -> new ConstantFilter(false);
            case "columnComparison" -> columnComparison(fields);
            case "expression" -> new ExpressionFilter(VirtualColumn.expression(fields, "expression"));
            default -> onColumn(type, fields);
        };
    }

    private static Filter onColumn(String type, JsonFields fields) {
        return switch (type) {
            case "selector" -> filter(fields, "dimension", in(fields.textOrNull("value")));
            case "in" -> filter(fields, "dimension", new InPredicate(nullableTexts(fields, "values")));
            case "inType" -> {
                fields.text("matchValueType");
                yield filter(fields, "column", new InPredicate(nullableTexts(fields, "sortedValues")));
            }
            case "equals" -> {
                fields.text("matchValueType");
                yield filter(fields, "column", in(fields.text("matchValue")));
            }
            case "null" -> filter(fields, "column", new NullPredicate());
            case "bound" -> filter(fields, "dimension", bound(fields));
            case "range" -> filter(fields, "column", range(fields));
            case "like" -> filter(fields, "dimension", like(fields));
            case "regex" -> filter(fields, "dimension", regex(fields));
            case "search" -> filter(fields, "dimension", search(fields.object("query")));
            case "interval" ->
                filter(
                        fields,
                        "dimension",
                        new IntervalPredicate(IntervalJson.condense(IntervalJson.read(fields, "intervals"))));
            default -> {
                if (NOT_YET.contains(type)) {
                    throw QueryException.unsupported(fields.path("type"), "Filter of type [" + type + "]");
                }
                throw fields.invalid("type", "Unknown type of filter [" + type + "]");
            }
        };
    }

    private static Filter filter(JsonFields fields, String columnField, ValuePredicate predicate) {
        fields.refuse("extractionFn");
        return new ColumnFilter(fields.text(columnField), predicate);
    }

    private static List<Filter> operands(JsonFields fields) {
        List<Filter> operands = fields.objects("fields", FilterJson::read);
        if (operands.isEmpty()) {
            throw fields.invalid("fields", "A filter that joins others needs at least one");
        }
        return operands;
    }

    private static Filter columnComparison(JsonFields fields) {
        List<String> columns = fields.list("dimensions", (node, path) -> {
            if (node.isObject()) {
                throw QueryException.unsupported(path, "A dimension spec in a comparison of columns");
            }
            return JsonFields.text(node, path);
        });
        if (columns.size() < 2) {
            throw fields.invalid("dimensions", "A comparison needs at least two columns");
        }
        return new EqualColumnsFilter(columns);
    }

    private static ValuePredicate in(@Nullable String value) {
        return value == null ? new NullPredicate() : new InPredicate(List.of(value));
    }

    private static List<@Nullable String> nullableTexts(JsonFields fields, String name) {
        fields.required(name);
        return fields.<@Nullable String>list(name, (node, path) -> node.isNull() ? null : JsonFields.text(node, path));
    }

    private static ValuePredicate bound(JsonFields fields) {
        Bounds bounds = new Bounds(
                fields.textOrNull("lower"),
                fields.flag("lowerStrict", false),
                fields.textOrNull("upper"),
                fields.flag("upperStrict", false));
        TextOrder byDefault = fields.flag("alphaNumeric", false) ? TextOrder.ALPHANUMERIC : TextOrder.LEXICOGRAPHIC;
        TextOrder order = TextOrder.read(fields, "ordering", byDefault);
        if (bounds.lower() == null && bounds.upper() == null) {
            throw fields.invalid("lower", "A bound filter needs a lower or an upper bound");
        }
        // Druid keeps this from before it had three-valued logic: without a lower bound null matches.
        return new BoundPredicate(bounds, order, bounds.lower() == null);
    }

    private static ValuePredicate range(JsonFields fields) {
        String type = fields.text("matchValueType").toUpperCase(Locale.ROOT);
        if (type.startsWith("ARRAY")) {
            throw QueryException.unsupported(fields.path("matchValueType"), "Range of type [" + type + "]");
        }
        Bounds bounds = new Bounds(
                fields.textOrNull("lower"),
                fields.flag("lowerOpen", false),
                fields.textOrNull("upper"),
                fields.flag("upperOpen", false));
        if (bounds.lower() == null && bounds.upper() == null) {
            throw fields.invalid("lower", "A range filter needs a lower or an upper bound");
        }
        return new BoundPredicate(bounds, type.equals("STRING") ? TextOrder.LEXICOGRAPHIC : TextOrder.NUMERIC, false);
    }

    private static ValuePredicate like(JsonFields fields) {
        String escape = fields.textOrNull("escape");
        if (escape != null && escape.length() != 1) {
            throw fields.invalid("escape", "Expected one character, found [" + escape + "]");
        }
        return new LikePredicate(fields.text("pattern"), escape == null ? null : escape.charAt(0));
    }

    private static ValuePredicate search(JsonFields query) {
        String type = query.text("type");
        ValuePredicate predicate = switch (type) {
            case "insensitive_contains" -> new SearchPredicate(List.of(query.text("value")), false);
            case "contains" -> new SearchPredicate(List.of(query.text("value")), query.flag("caseSensitive", false));
            case "fragment" -> new SearchPredicate(query.texts("values"), query.flag("caseSensitive", false));
            case "regex" -> regex(query);
            case "all" -> new SearchPredicate(List.of(), true);
            default -> throw query.invalid("type", "Unknown type of search [" + type + "]");
        };
        query.end();
        return predicate;
    }

    private static ValuePredicate regex(JsonFields fields) {
        try {
            return new RegexPredicate(Pattern.compile(fields.text("pattern")));
        } catch (PatternSyntaxException e) {
            throw fields.invalid("pattern", "Unreadable regular expression: " + e.getDescription());
        }
    }
}
