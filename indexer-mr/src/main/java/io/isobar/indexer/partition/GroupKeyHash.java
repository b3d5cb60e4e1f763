package io.isobar.indexer.partition;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Druid's hash of a row, by which rows are dealt to shards: 32-bit Murmur3 over JSON.
 *
 * <p>Without partition dimensions the JSON is {@code [time,{"dim":["a","b"],…}]}: dimensions by name, values sorted and
 * distinct, dimensions without a value left out. With partition dimensions it is {@code [["a","b"],["c"]]}, their values in
 * the order of the row. Not thread-safe; a row of single values costs no garbage.
 */
public final class GroupKeyHash {
    private static final HashFunction MURMUR3_32 = Hashing.murmur3_32_fixed();

    private final String[] names;
    /** Where in a row the dimension of each name is. */
    private final int[] places;

    private final int[] partitionPlaces;
    private final JsonBytes json = new JsonBytes();

    /** Hashes the named dimensions, or time and all dimensions if none is named. */
    public GroupKeyHash(List<Dimension> dimensions, List<String> partitionDimensions) {
        List<String> all = dimensions.stream().map(Dimension::name).toList();
        List<String> byName = new ArrayList<>(all);
        byName.sort(Comparator.naturalOrder());
        this.names = byName.toArray(String[]::new);
        this.places = byName.stream().mapToInt(all::indexOf).toArray();
        this.partitionPlaces =
                partitionDimensions.stream().mapToInt(all::indexOf).toArray();
        for (int i = 0; i < partitionPlaces.length; i++) {
            if (partitionPlaces[i] < 0) {
                throw new IllegalArgumentException("Partition dimension [%s] is no dimension: known are %s"
                        .formatted(partitionDimensions.get(i), byName));
            }
        }
    }

    /** The shard of a row whose time is truncated. */
    public int shard(BuildRow row, int shards) {
        return shards == 1 ? 0 : Math.abs(hash(row) % shards);
    }

    /** The hash of a row whose time is truncated. */
    public int hash(BuildRow row) {
        if (partitionPlaces.length > 0) {
            writePartitionKey(row);
        } else {
            writeGroupKey(row);
        }
        return MURMUR3_32.hashBytes(json.array(), 0, json.size()).asInt();
    }

    /** What makes a row one after rollup, to be counted by a sketch. */
    public byte[] groupKey(BuildRow row) {
        writeGroupKey(row);
        return Arrays.copyOf(json.array(), json.size());
    }

    private void writePartitionKey(BuildRow row) {
        json.clear().raw('[');
        for (int i = 0; i < partitionPlaces.length; i++) {
            if (i > 0) {
                json.raw(',');
            }
            writeArray(row.dimensions()[partitionPlaces[i]], false);
        }
        json.raw(']');
    }

    private void writeGroupKey(BuildRow row) {
        json.clear().raw('[').number(row.timestamp()).raw(',').raw('{');
        boolean more = false;
        for (int i = 0; i < names.length; i++) {
            Object value = row.dimensions()[places[i]];
            if (value == null || (value instanceof List<?> list && list.isEmpty())) {
                continue;
            }
            if (more) {
                json.raw(',');
            }
            more = true;
            json.string(names[i]).raw(':');
            writeArray(value, true);
        }
        json.raw('}').raw(']');
    }

    private void writeArray(@Nullable Object value, boolean asSet) {
        json.raw('[');
        if (value instanceof List<?> list) {
            // "null" is what Druid makes of a null among several values
            List<String> texts = list.stream().map(String::valueOf).toList();
            String before = "";
            for (String text : asSet ? new TreeSet<>(texts) : texts) {
                json.raw(before).string(text);
                before = ",";
            }
        } else if (value instanceof Long number) {
            json.raw('"').number(number).raw('"');
        } else if (value != null) {
            json.string(value.toString());
        }
        json.raw(']');
    }

    /** A row's value as text, the first if there are several. */
    static @Nullable String firstText(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : firstText(list.get(0));
        }
        return value == null ? null : value.toString();
    }
}
