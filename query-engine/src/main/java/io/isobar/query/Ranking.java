package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.json.JsonFields;
import io.isobar.query.order.TextOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a topN ranks by: an aggregated value, greatest first, or the dimension's own value, least first.
 *
 * @param metric the name of an aggregator or post-aggregator, or null to rank by the dimension
 * @param order how the dimension's values compare
 * @param previousStop leaves out the dimension's values up to this one, or null
 * @param inverted the other way round
 */
record Ranking(
        @Nullable String metric, TextOrder order, @Nullable String previousStop, boolean inverted) {
    static Ranking read(JsonNode node, String path) {
        if (!node.isObject()) {
            return byMetric(JsonFields.text(node, path));
        }
        return read(JsonFields.of(node, path));
    }

    private static Ranking read(JsonFields fields) {
        String type = fields.text("type");
        Ranking ranking = switch (type) {
            case "numeric" -> byMetric(fields.text("metric"));
            case "dimension" -> byDimension(fields, TextOrder.read(fields, "ordering", TextOrder.LEXICOGRAPHIC));
            case "lexicographic" -> byDimension(fields, TextOrder.LEXICOGRAPHIC);
            case "alphaNumeric" -> byDimension(fields, TextOrder.ALPHANUMERIC);
            case "inverted" ->
                read(fields.required("metric"), fields.path("metric")).invert();
            default -> throw fields.invalid("type", "Unknown type of metric [" + type + "]");
        };
        fields.end();
        return ranking;
    }

    private static Ranking byMetric(String metric) {
        return new Ranking(metric, TextOrder.LEXICOGRAPHIC, null, false);
    }

    private static Ranking byDimension(JsonFields fields, TextOrder order) {
        return new Ranking(null, order, fields.textOrNull("previousStop"), false);
    }

    private Ranking invert() {
        return new Ranking(metric, order, previousStop, !inverted);
    }
}
