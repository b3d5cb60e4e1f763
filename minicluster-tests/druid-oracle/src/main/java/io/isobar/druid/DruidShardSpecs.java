package io.isobar.druid;

import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.druid.data.input.MapBasedInputRow;
import org.apache.druid.data.input.Rows;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.DataSegment.PruneSpecsHolder;
import org.apache.druid.timeline.VersionedIntervalTimeline;
import org.apache.druid.timeline.partition.HashBasedNumberedShardSpec;
import org.apache.druid.timeline.partition.HashPartitionFunction;
import org.apache.druid.timeline.partition.ShardSpec;

/**
 * What Apache Druid's own library concludes from the shard specs of chunks: {@code DruidShardSpecs JOBS ANSWERS}.
 *
 * <p>JOBS is an array of {@code {"segments": [what Druid's metadata has…], "rows": [{"time": millis, "dimensions": {name: text
 * or null…}}…]}}, one for each chunk. ANSWERS becomes an array of
 *
 * <ul>
 *   <li>{@code complete}: whether a broker shows the chunk;
 *   <li>{@code shownWithout}: how many of the segments it would do without;
 *   <li>{@code asked}: for each row the segments that a broker asks for a filter on all partition dimensions of the row;
 *   <li>{@code alwaysAsked}: those that it asks for a filter on any one of these dimensions, whichever that is;
 *   <li>{@code buckets}: the hash bucket of each row, if the chunk is hashed.
 * </ul>
 */
public final class DruidShardSpecs {
    private final ObjectMapper json = new DefaultObjectMapper();

    private DruidShardSpecs() {
        json.setInjectableValues(new InjectableValues.Std()
                .addValue(ObjectMapper.class, json)
                .addValue(PruneSpecsHolder.class, PruneSpecsHolder.DEFAULT));
    }

    /** Reads the jobs and writes the answers. */
    public static void main(String[] args) throws IOException {
        DruidShardSpecs specs = new DruidShardSpecs();
        ArrayNode answers = specs.json.createArrayNode();
        for (JsonNode job : specs.json.readTree(new File(args[0]))) {
            answers.add(specs.answer(job));
        }
        specs.json.writeValue(new File(args[1]), answers);
    }

    private ObjectNode answer(JsonNode job) throws IOException {
        List<DataSegment> segments = new ArrayList<>();
        for (JsonNode segment : job.path("segments")) {
            segments.add(json.treeToValue(segment, DataSegment.class));
        }
        ObjectNode answer = json.createObjectNode().put("complete", isShown(segments));
        int shownWithout = 0;
        for (int i = 0; i < segments.size(); i++) {
            List<DataSegment> others = new ArrayList<>(segments);
            others.remove(i);
            shownWithout += isShown(others) ? 1 : 0;
        }
        answer.put("shownWithout", shownWithout);
        ArrayNode asked = answer.putArray("asked");
        ArrayNode alwaysAsked = answer.putArray("alwaysAsked");
        ArrayNode buckets = answer.putArray("buckets");
        for (JsonNode row : job.path("rows")) {
            ArrayNode byAll = asked.addArray();
            ArrayNode byAny = alwaysAsked.addArray();
            for (int i = 0; i < segments.size(); i++) {
                ShardSpec spec = segments.get(i).getShardSpec();
                if (spec.possibleInDomain(domain(spec.getDomainDimensions(), row))) {
                    byAll.add(i);
                }
                if (spec.getDomainDimensions().stream()
                        .allMatch(dimension -> spec.possibleInDomain(domain(List.of(dimension), row)))) {
                    byAny.add(i);
                }
            }
            if (segments.get(0).getShardSpec() instanceof HashBasedNumberedShardSpec) {
                buckets.add(bucket((HashBasedNumberedShardSpec) segments.get(0).getShardSpec(), row));
            }
        }
        return answer;
    }

    private static boolean isShown(List<DataSegment> segments) {
        VersionedIntervalTimeline<String, DataSegment> timeline =
                new VersionedIntervalTimeline<>(Comparator.<String>naturalOrder());
        for (DataSegment segment : segments) {
            timeline.add(
                    segment.getInterval(),
                    segment.getVersion(),
                    segment.getShardSpec().createChunk(segment));
        }
        return !segments.isEmpty()
                && !timeline.lookup(segments.get(0).getInterval()).isEmpty();
    }

    /** As Druid's filters have it: a value is a point, null is what is before the empty text. */
    private static Map<String, RangeSet<String>> domain(List<String> dimensions, JsonNode row) {
        Map<String, RangeSet<String>> domain = new HashMap<>();
        for (String dimension : dimensions) {
            JsonNode value = row.path("dimensions").path(dimension);
            RangeSet<String> ranges = TreeRangeSet.create();
            ranges.add(value.isTextual() ? Range.singleton(value.textValue()) : Range.lessThan(""));
            domain.put(dimension, ranges);
        }
        return domain;
    }

    private int bucket(HashBasedNumberedShardSpec spec, JsonNode row) {
        Map<String, Object> event = new LinkedHashMap<>();
        row.path("dimensions").fieldNames().forEachRemaining(name -> {
            JsonNode value = row.path("dimensions").path(name);
            if (value.isTextual()) {
                event.put(name, value.textValue());
            }
        });
        long time = row.path("time").longValue();
        MapBasedInputRow input = new MapBasedInputRow(time, List.copyOf(event.keySet()), event);
        List<Object> key = new ArrayList<>();
        if (spec.getPartitionDimensions().isEmpty()) {
            key.addAll(Rows.toGroupKey(time, input));
        } else {
            spec.getPartitionDimensions().forEach(dimension -> key.add(input.getDimension(dimension)));
        }
        return HashPartitionFunction.MURMUR3_32_ABS.hash(
                HashBasedNumberedShardSpec.serializeGroupKey(json, key), spec.getNumBuckets());
    }
}
