package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.sketch.PairSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields become dimensions.
 *
 * @param listed the dimensions in the order of the segment; empty means every field that nothing else uses
 * @param exclusions fields that are never discovered
 * @param includeAll discovered fields are added to the listed ones
 */
public record DimensionsSpec(List<Dimension> listed, Set<String> exclusions, boolean includeAll) {
    public DimensionsSpec {
        listed = List.copyOf(listed);
        exclusions = Set.copyOf(exclusions);
        Set<String> names = new HashSet<>();
        for (Dimension dimension : listed) {
            if (!names.add(dimension.name())) {
                throw new IllegalArgumentException("Dimension [" + dimension.name() + "] is listed twice");
            }
            if (exclusions.contains(dimension.name())) {
                throw new IllegalArgumentException(
                        "Dimension [" + dimension.name() + "] is both listed and excluded: remove it from one list");
            }
        }
    }

    static DimensionsSpec read(SpecObject spec) {
        List<Dimension> listed = spec.list("dimensions", element -> element.readingHere(DimensionsSpec::dimension));
        var exclusions = new HashSet<>(spec.texts("dimensionExclusions"));
        return spec.readingHere(
                json -> new DimensionsSpec(listed, exclusions, spec.flag("includeAllDimensions", false)));
    }

    /** Whether the dimensions are known only once every row has been seen. */
    public boolean discovers() {
        return listed.isEmpty() || includeAll;
    }

    /** The dimensions once the names of all fields are known: the listed ones, then the discovered ones by name. */
    public List<Dimension> resolve(Collection<String> fields, TimestampSpec timestamp, List<MetricSpec> metrics) {
        Set<String> taken = new HashSet<>(exclusions);
        taken.add(timestamp.column());
        taken.add(PairSettings.ROW_TIME);
        for (MetricSpec metric : metrics) {
            taken.add(metric.name());
            taken.addAll(metric.inputs());
        }
        List<Dimension> all = new ArrayList<>(listed);
        listed.forEach(dimension -> taken.add(dimension.name()));
        for (String field : new TreeSet<>(fields)) {
            if (!taken.contains(field)) {
                all.add(dimension(JsonNodeFactory.instance.textNode(field)));
            }
        }
        return all;
    }

    private static Dimension dimension(JsonNode json) {
        return Dimension.fromJson(json);
    }
}
