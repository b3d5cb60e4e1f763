package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.error.QueryException;
import io.isobar.query.group.DimensionSpec;
import io.isobar.query.group.Grouping.EmptyRows;
import io.isobar.query.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row for each combination of values of some dimensions, for each bucket of time. */
public final class GroupByQuery extends Query {
    private final Computation computation;
    private final @Nullable Having having;
    private final LimitSpec limitSpec;
    private final List<List<String>> subtotals;

    private GroupByQuery(
            QueryHead head,
            Computation computation,
            @Nullable Having having,
            LimitSpec limitSpec,
            List<List<String>> subtotals) {
        super(head);
        this.computation = computation;
        this.having = having;
        this.limitSpec = limitSpec;
        this.subtotals = subtotals;
    }

    static GroupByQuery read(JsonFields fields, ObjectNode json) {
        List<DimensionSpec> dimensions = fields.list("dimensions", DimensionSpec::read);
        LimitSpec limitSpec = fields.objectOrNull("limitSpec", LimitSpec::read);
        List<List<String>> subtotals = fields.list("subtotalsSpec", (node, path) -> subtotal(node, path, dimensions));
        return new GroupByQuery(
                QueryHead.read(fields, json, false),
                Computation.read(fields, dimensions, EmptyRows.AS_NULL),
                fields.objectOrNull("having", Having::read),
                limitSpec == null ? LimitSpec.NONE : limitSpec,
                subtotals);
    }

    private static List<String> subtotal(JsonNode node, String path, List<DimensionSpec> dimensions) {
        if (!node.isArray()) {
            throw QueryException.invalid(path, "Expected a list of dimensions");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : node) {
            String text = JsonFields.text(name, path);
            if (dimensions.stream()
                    .noneMatch(dimension -> dimension.outputName().equals(text))) {
                throw QueryException.invalid(path, "Subtotal over [" + text + "], which is none of the dimensions");
            }
            names.add(text);
        }
        return List.copyOf(names);
    }

    Computation computation() {
        return computation;
    }

    @Nullable
    Having having() {
        return having;
    }

    LimitSpec limitSpec() {
        return limitSpec;
    }

    /** Sets of dimensions to answer for, each by itself; empty for one set of all. */
    List<List<String>> subtotals() {
        return subtotals;
    }

    @Override
    Answering<?> answering() {
        return new GroupByAnswering(this);
    }
}
