package io.isobar.indexer.partition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Druid's hash of a row, by which rows are dealt to shards: 32-bit Murmur3 over JSON.
 *
 * <p>Without partition dimensions the JSON is {@code [time,{"dim":["a","b"],…}]}: dimensions by name, values sorted and
 * distinct, dimensions without a value left out. With partition dimensions it is {@code [["a","b"],["c"]]}, their values in
 * the order of the row. Not thread-safe.
 */
public final class GroupKeyHash {
    private static final HashFunction MURMUR3_32 = Hashing.murmur3_32_fixed();
    private static final JsonFactory FACTORY = new JsonFactory();

    private final SortedMap<String, Integer> byName = new TreeMap<>();
    private final List<Integer> partitionDimensions = new ArrayList<>();
    private final Bytes bytes = new Bytes();

    private static final class Bytes extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    /** Hashes the named dimensions, or time and all dimensions if none is named. */
    public GroupKeyHash(List<Dimension> dimensions, List<String> partitionDimensions) {
        for (int i = 0; i < dimensions.size(); i++) {
            byName.put(dimensions.get(i).name(), i);
        }
        Map<String, Integer> known = new HashMap<>(byName);
        for (String name : partitionDimensions) {
            Integer place = known.get(name);
            if (place == null) {
                throw new IllegalArgumentException(
                        "Partition dimension [%s] is no dimension: known are %s".formatted(name, byName.keySet()));
            }
            this.partitionDimensions.add(place);
        }
    }

    /** The shard of a row whose time is truncated. */
    public int shard(BuildRow row, int shards) {
        if (shards == 1) {
            return 0;
        }
        write(row, !partitionDimensions.isEmpty());
        return Math.abs(MURMUR3_32.hashBytes(bytes.array(), 0, bytes.size()).asInt() % shards);
    }

    /** What makes a row one after rollup, to be counted by a sketch. */
    public byte[] groupKey(BuildRow row) {
        write(row, false);
        return bytes.toByteArray();
    }

    private void write(BuildRow row, boolean byPartitionDimensions) {
        bytes.reset();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartArray();
            if (byPartitionDimensions) {
                for (int place : partitionDimensions) {
                    writeArray(json, texts(row.dimensions()[place]));
                }
            } else {
                json.writeNumber(row.timestamp());
                json.writeStartObject();
                for (Map.Entry<String, Integer> dimension : byName.entrySet()) {
                    Collection<String> values = texts(row.dimensions()[dimension.getValue()]);
                    if (!values.isEmpty()) {
                        json.writeFieldName(dimension.getKey());
                        writeArray(json, values.size() == 1 ? values : new TreeSet<>(values));
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        // "null" is what Druid makes of a null among several values
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static void writeArray(JsonGenerator json, Collection<String> values) throws IOException {
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
