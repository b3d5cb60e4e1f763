package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.expression.Expression;
import io.isobar.segment.build.Metric;
import io.isobar.segment.sketch.PairSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One element of a {@code metricsSpec}: a metric, and what of the rows it aggregates. A segment keeps no more of it than the
 * {@link #column}.
 *
 * @param metric what is aggregated; where there is an expression, its field is its own name and isn't read
 * @param expression what is computed of each row in the place of a field, in Druid's language
 * @param filters Druid's filter JSON, the outermost first: only rows that pass all of them are aggregated
 */
public record MetricSpec(Metric metric, Optional<String> expression, List<JsonNode> filters) {
    public MetricSpec {
        filters = List.copyOf(filters);
        boolean number = metric.settings() == null && metric.kind() != Metric.Kind.COUNT;
        if (expression.isPresent() && !number) {
            throw new IllegalArgumentException(
                    "Metric [%s] of type [%s] can't have an expression: only sums, minima and maxima of numbers can"
                            .formatted(metric.name(), metric.kind().typeName()));
        }
    }

    /** A metric that aggregates a field of all rows, or counts them. */
    public static MetricSpec of(Metric metric) {
        return new MetricSpec(metric, Optional.empty(), List.of());
    }

    /**
     * Reads an element of a {@code metricsSpec}.
     *
     * @param path where it stands, for complaints
     * @throws SpecException naming the field that can't be used
     */
    public static MetricSpec fromJson(JsonNode json, String path) {
        return read(new SpecObject(json, path));
    }

    static MetricSpec read(SpecObject spec) {
        if (!FilterWrapper.is(spec)) {
            return spec.json().has("expression") ? readComputed(spec) : of(spec.readingHere(Metric::fromJson));
        }
        FilterWrapper wrapper = FilterWrapper.read(spec);
        MetricSpec inner = read(wrapper.aggregator());
        List<JsonNode> filters = new ArrayList<>(List.of(wrapper.filter()));
        filters.addAll(inner.filters);
        return new MetricSpec(wrapper.name().map(inner::named).orElse(inner.metric), inner.expression, filters);
    }

    private Metric named(String name) {
        return new Metric(metric.kind(), name, expression.isPresent() ? name : metric.fieldName(), metric.settings());
    }

    private static MetricSpec readComputed(SpecObject spec) {
        Optional<String> expression = expression(spec);
        ObjectNode json = spec.json().deepCopy();
        json.remove("expression");
        if (expression.isPresent()) {
            json.set("fieldName", json.path("name"));
        }
        return spec.readingHere(all -> new MetricSpec(Metric.fromJson(json), expression, List.of()));
    }

    /** What stands in the place of a {@code fieldName}. */
    static Optional<String> expression(SpecObject spec) {
        Optional<String> expression = spec.optionalText("expression");
        if (expression.isPresent() && spec.has("fieldName")) {
            throw new SpecException(spec.at("expression"), "excludes [fieldName]: give one of them");
        }
        expression.ifPresent(
                text -> spec.reading("expression", json -> Expression.parse(text))); // tells now what can't be read
        return expression;
    }

    /** The name of the column. */
    public String name() {
        return metric.name();
    }

    /**
     * The column of the segment that the rows' values are folded into. A row that is filtered out brings a 0 to a count: so a
     * count of some rows is a sum.
     */
    public Metric column() {
        return counts() && !filters.isEmpty() ? metric.combining() : metric;
    }

    /** Whether it counts rows, rather than to look at their values. */
    public boolean counts() {
        return metric.kind() == Metric.Kind.COUNT;
    }

    /** The fields of a row that it reads: those that are aggregated, and those that its filters look at. */
    public Set<String> inputs() {
        Set<String> fields = new HashSet<>(aggregated());
        fields.addAll(filtered());
        return fields;
    }

    /** The fields of a row that are aggregated, by themselves or computed. */
    public Set<String> aggregated() {
        Set<String> fields = new HashSet<>();
        if (expression.isPresent()) {
            fields.addAll(Expression.parse(expression.get()).requiredColumns());
        } else if (metric.fieldName() != null) {
            fields.add(metric.fieldName());
        }
        if (metric.settings() instanceof PairSettings pair) {
            fields.add(pair.timeColumn());
        }
        return fields;
    }

    /** The fields of a row that its filters look at. */
    public Set<String> filtered() {
        Set<String> fields = new HashSet<>();
        filters.forEach(filter -> fields.addAll(FilterColumns.of(filter)));
        return fields;
    }

    /** The object that {@link #fromJson} reads, in Druid's form. */
    public ObjectNode toJson() {
        ObjectNode json = metric.toJson();
        if (expression.isPresent()) {
            json.put("expression", expression.get()).remove("fieldName");
        }
        for (int i = filters.size() - 1; i >= 0; i--) {
            ObjectNode wrapper = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", FilterWrapper.TYPE)
                    .put("name", name());
            wrapper.set("filter", filters.get(i));
            wrapper.set("aggregator", json);
            json = wrapper;
        }
        return json;
    }
}
