package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.filter.Filter;
import java.util.Optional;

/**
 * An aggregator of type "filtered", which is wrapped around another one.
 *
 * @param name the wrapper's own; empty if it leaves that to the aggregator
 * @param filter Druid's filter JSON, which can be read
 * @param aggregator what is wrapped, with the wrapper's name if it has none itself
 */
record FilterWrapper(Optional<String> name, JsonNode filter, SpecObject aggregator) {
    static final String TYPE = "filtered";

    static boolean is(SpecObject spec) {
        return spec.json().path("type").asText().equals(TYPE);
    }

    static FilterWrapper read(SpecObject spec) {
        JsonNode filter = required(spec, "filter");
        spec.reading("filter", Filter::fromJson); // tells now what can't be read
        ObjectNode aggregator = required(spec, "aggregator").deepCopy();
        Optional<String> name = spec.optionalText("name").filter(given -> !given.isEmpty());
        if (name.isPresent() && aggregator.path("name").asText().isEmpty()) {
            aggregator.put("name", name.get());
        }
        return new FilterWrapper(name, filter, new SpecObject(aggregator, spec.at("aggregator")));
    }

    private static ObjectNode required(SpecObject spec, String field) {
        if (!spec.has(field)) {
            throw new SpecException(spec.at(field), "is missing: a filtered metric has a filter and an aggregator");
        }
        return (ObjectNode) spec.object(field).json();
    }
}
