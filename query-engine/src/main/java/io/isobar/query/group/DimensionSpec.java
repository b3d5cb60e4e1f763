package io.isobar.query.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.ValueType;
import java.util.Set;

/**
 * A column to group by.
 *
 * @param column the column
 * @param outputName what the answer calls it
 * @param outputType what its values become: {@code STRING}, {@code LONG}, {@code FLOAT} or {@code DOUBLE}
 */
public record DimensionSpec(String column, String outputName, ValueType outputType) {
    private static final Set<String> NOT_YET =
            Set.of("extraction", "regexFiltered", "listFiltered", "prefixFiltered", "lookup");

    /** Reads a name, or Druid's JSON of type {@code default}. */
    public static DimensionSpec read(JsonNode node, String path) {
        if (!node.isObject()) {
            String name = JsonFields.text(node, path);
            return new DimensionSpec(name, name, ValueType.STRING);
        }
        JsonFields fields = JsonFields.of(node, path);
        String type = fields.text("type", "default");
        if (!type.equals("default")) {
            throw NOT_YET.contains(type)
                    ? QueryException.unsupported(fields.path("type"), "Dimension spec of type [" + type + "]")
                    : fields.invalid("type", "Unknown type of dimension spec [" + type + "]");
        }
        String column = fields.text("dimension");
        DimensionSpec spec = new DimensionSpec(
                column, fields.text("outputName", column), VirtualColumn.outputType(fields, ValueType.STRING));
        fields.end();
        return spec;
    }
}
