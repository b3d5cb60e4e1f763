package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.json.JsonFields;
import io.isobar.query.order.TextOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a groupBy's answer are given, and in which order.
 *
 * @param limit how many
 * @param offset how many are left out before them
 * @param columns what to order by before the groups' own order; may be empty
 */
record LimitSpec(int limit, int offset, List<OrderBy> columns) {
    static final LimitSpec NONE = new LimitSpec(Integer.MAX_VALUE, 0, List.of());

    /**
     * One column of the order.
     *
     * @param column name of an output
     * @param descending greatest first
     * @param order how texts compare; numbers compare as numbers
     */
    record OrderBy(
            String column, boolean descending, @Nullable TextOrder order) {
        static OrderBy read(JsonNode node, String path) {
            if (!node.isObject()) {
                return new OrderBy(JsonFields.text(node, path), false, null);
            }
            JsonFields fields = JsonFields.of(node, path);
            String direction = fields.text("direction", "ascending").toLowerCase(Locale.ROOT);
            if (!"ascending".startsWith(direction) && !"descending".startsWith(direction)) {
                throw fields.invalid(
                        "direction", "Unknown direction [" + direction + "]: write ascending or descending,");
            }
            TextOrder order = fields.has("dimensionOrder")
                    ? TextOrder.read(fields, "dimensionOrder", TextOrder.LEXICOGRAPHIC)
                    : null;
            OrderBy orderBy = new OrderBy(fields.text("dimension"), direction.startsWith("d"), order);
            fields.end();
            return orderBy;
        }
    }

    static LimitSpec read(JsonFields fields) {
        String type = fields.text("type", "default");
        if (!type.equals("default") && !type.equals("noop")) {
            throw fields.invalid("type", "Unknown type of limitSpec [" + type + "]: write [default],");
        }
        LimitSpec spec = new LimitSpec(
                (int) fields.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
                (int) fields.integer("offset", 0, 0, Integer.MAX_VALUE),
                fields.list("columns", OrderBy::read));
        fields.end();
        return spec;
    }
}
