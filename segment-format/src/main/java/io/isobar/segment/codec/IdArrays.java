package io.isobar.segment.codec;

import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A dictionary of arrays of ids, in buckets: each array but the first of a bucket without the beginning that it shares
 * with the one before it. Ids are int32 in the column's byte order. Safe for many threads.
 *
 * <pre>
 *  int8 version 0 | int8 arrays per bucket, a power of 2 up to 128 | int8 1 if array 0 is null and isn't stored |
 *  vint arrays without null | vint size of what follows | per bucket but the first: int32, where the one before it ends,
 *  counted from the first bucket | buckets
 *
 *  bucket: vint length, ids of its first array | per array more: vint how many ids it shares, vint length, ids of the rest
 * </pre>
 *
 * <p>A vint is as {@link RegionReader#vint} says.
 */
public final class IdArrays {
    private static final int MAX_BUCKET = 128;

    private final Region buckets;
    private final ByteBuffer ends;
    private final ByteOrder order;
    private final int shift;
    private final int firstStored;
    private final int stored;
    private final int bucketCount;

    private IdArrays(
            Region buckets, ByteBuffer ends, ByteOrder order, int shift, int firstStored, int stored, int bucketCount) {
        this.buckets = buckets;
        this.ends = ends;
        this.order = order;
        this.shift = shift;
        this.firstStored = firstStored;
        this.stored = stored;
        this.bucketCount = bucketCount;
    }

    /** Reads the header. */
    public static IdArrays read(RegionReader in, ByteOrder order) {
        byte version = in.int8("version of a dictionary of arrays");
        if (version != 0) {
            throw in.corrupt(1, "Version of a dictionary of arrays is [%d], expected 0".formatted(version));
        }
        int perBucket = in.int8("bucket size of a dictionary of arrays") & 0xFF;
        if (Integer.bitCount(perBucket) != 1 || perBucket > MAX_BUCKET) {
            throw in.corrupt(
                    1,
                    "A bucket of a dictionary has [%d] arrays, expected a power of 2 up to 128".formatted(perBucket));
        }
        int firstStored = in.int8("null flag of a dictionary of arrays") == 1 ? 1 : 0;
        int stored = in.vint("length of a dictionary of arrays");
        Region all = in.region(in.vint("size of a dictionary of arrays"), "a dictionary of arrays");
        if (stored > Integer.MAX_VALUE - firstStored) {
            throw in.corrupt(0, "A dictionary has [%d] arrays beside null, which is too many".formatted(stored));
        }
        int shift = Integer.numberOfTrailingZeros(perBucket);
        int bucketCount = (int) (((long) stored + perBucket - 1) >>> shift);
        int endCount = Math.max(0, bucketCount - 1);
        int endBytes = endCount > all.size() / Integer.BYTES ? -1 : endCount * Integer.BYTES;
        Region ends = all.slice(0, endBytes, "ends of [%d] buckets".formatted(bucketCount));
        return new IdArrays(
                all.slice(endBytes, all.size() - endBytes, "buckets"),
                ends.bytes().duplicate().order(order),
                order,
                shift,
                firstStored,
                stored,
                bucketCount);
    }

    /** How many arrays there are, null included. */
    public int size() {
        return stored + firstStored;
    }

    /** Whether array 0 is null. */
    public boolean hasNull() {
        return firstStored == 1;
    }

    /** Array {@code i}, which isn't null, in an array of its own. */
    public int[] array(int i) {
        Objects.checkIndex(i, size());
        int index = i - firstStored;
        RegionReader bucket = bucket(index >>> shift);
        int[] array = {};
        for (int left = index & ((1 << shift) - 1); left >= 0; left--) {
            array = next(bucket, array);
        }
        return array;
    }

    private RegionReader bucket(int number) {
        int start = number == 0 ? 0 : ends.getInt((number - 1) * Integer.BYTES);
        int end = number == bucketCount - 1 ? buckets.size() : ends.getInt(number * Integer.BYTES);
        return new RegionReader(buckets.slice(start, end < start ? -1 : end - start, "bucket [%d]".formatted(number)));
    }

    private int[] next(RegionReader bucket, int[] previous) {
        int shared = bucket.position() == 0 ? 0 : bucket.vint("shared length of an array");
        if (shared > previous.length) {
            throw bucket.corrupt(0, "An array shares [%d] ids of [%d]".formatted(shared, previous.length));
        }
        int length = bucket.vint("length of an array");
        if (length > bucket.remaining() / Integer.BYTES) {
            throw bucket.corrupt(0, "An array of [%d] ids does not fit into its bucket".formatted(length));
        }
        ByteBuffer ids =
                bucket.region(length * Integer.BYTES, "an array").bytes().duplicate();
        int[] array = Arrays.copyOf(previous, shared + length);
        ids.order(order).asIntBuffer().get(array, shared, length);
        return array;
    }
}
