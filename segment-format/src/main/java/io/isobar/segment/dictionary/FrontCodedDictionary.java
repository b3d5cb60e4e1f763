package io.isobar.segment.dictionary;

import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values in buckets, each but the first of a bucket without the beginning that it shares.
 *
 * <pre>
 *  int8 version, 0 or 1 | int8 values per bucket, a power of 2 up to 128 | int8 whether there is a null | vint values
 *  without null | vint size of what follows | per bucket but the first: int32 little-endian, where the one before it
 *  ends, counted from the first bucket | buckets
 *
 *  bucket: vint length, bytes of its first value | per value more: vint length of what it shares, vint length, bytes of
 *          the rest
 * </pre>
 *
 * <p>A value shares its beginning with the first of its bucket in version 0, with the one before it in version 1. A vint
 * has seven bits per byte, the lowest first; the highest bit is set in the last byte. Null, if there is one, is id 0, and the
 * first value is id 1.
 */
public final class FrontCodedDictionary implements Dictionary {
    private static final int MAX_BUCKET = 128;

    private final Region buckets;
    private final ByteBuffer ends;
    private final int version;
    private final int shift;
    private final boolean hasNull;
    private final int values;
    private final int bucketCount;

    private FrontCodedDictionary(
            Region buckets, ByteBuffer ends, int version, int shift, boolean hasNull, int values, int bucketCount) {
        this.buckets = buckets;
        this.ends = ends;
        this.version = version;
        this.shift = shift;
        this.hasNull = hasNull;
        this.values = values;
        this.bucketCount = bucketCount;
    }

    /** Reads the header. */
    public static FrontCodedDictionary read(RegionReader in) {
        byte version = in.int8("version of a front-coded dictionary");
        if (version != 0 && version != 1) {
            throw in.corrupt(1, "Version of a front-coded dictionary is [%d], expected 0 or 1".formatted(version));
        }
        int perBucket = in.int8("bucket size of a front-coded dictionary") & 0xFF;
        if (Integer.bitCount(perBucket) != 1 || perBucket > MAX_BUCKET) {
            throw in.corrupt(
                    1,
                    "A bucket of a dictionary has [%d] values, expected a power of 2 up to 128".formatted(perBucket));
        }
        boolean hasNull = in.int8("null flag of a front-coded dictionary") == 1;
        int values = in.vint("number of values of a front-coded dictionary");
        Region all = in.region(in.vint("size of a front-coded dictionary"), "a front-coded dictionary");
        if (hasNull && values == Integer.MAX_VALUE) {
            throw in.corrupt(0, "A dictionary has [%d] values beside null, which is too many".formatted(values));
        }
        int shift = Integer.numberOfTrailingZeros(perBucket);
        int bucketCount = (int) (((long) values + perBucket - 1) >>> shift);
        int endBytes = Math.max(0, bucketCount - 1) > all.size() / Integer.BYTES
                ? -1
                : Math.max(0, bucketCount - 1) * Integer.BYTES;
        Region ends = all.slice(0, endBytes, "ends of [%d] buckets".formatted(bucketCount));
        return new FrontCodedDictionary(
                all.slice(endBytes, all.size() - endBytes, "buckets"),
                ends.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN),
                version,
                shift,
                hasNull,
                values,
                bucketCount);
    }

    @Override
    public int size() {
        return values + (hasNull ? 1 : 0);
    }

    @Override
    public boolean hasNull() {
        return hasNull;
    }

    @Override
    public @Nullable ByteBuffer utf8(int id) {
        Objects.checkIndex(id, size());
        if (hasNull && id == 0) {
            return null;
        }
        int index = hasNull ? id - 1 : id;
        Bucket bucket = new Bucket(index >>> shift);
        int within = index & ((1 << shift) - 1);
        for (int i = 0; i <= within; i++) {
            bucket.next();
        }
        return ByteBuffer.wrap(bucket.value).asReadOnlyBuffer();
    }

    @Override
    public int idOf(byte[] utf8) {
        int low = 0;
        int high = bucketCount - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Bucket bucket = new Bucket(middle);
            bucket.next();
            if (bucket.compareTo(utf8) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        int shifted = hasNull ? 1 : 0;
        if (high < 0) {
            return -shifted - 1;
        }
        Bucket bucket = new Bucket(high);
        int count = (int) Math.min(1L << shift, values - ((long) high << shift));
        for (int i = 0; i < count; i++) {
            bucket.next();
            int order = bucket.compareTo(utf8);
            int id = (high << shift) + i + shifted;
            if (order == 0) {
                return id;
            }
            if (order > 0) {
                return -id - 1;
            }
        }
        return -((high << shift) + count + shifted) - 1;
    }

    /** Goes through the values of one bucket. */
    private final class Bucket {
        private final RegionReader in;
        private byte[] first = new byte[0];
        private byte[] value = first;
        private boolean started;

        Bucket(int number) {
            int start = number == 0 ? 0 : ends.getInt((number - 1) * Integer.BYTES);
            int end = number == bucketCount - 1 ? buckets.size() : ends.getInt(number * Integer.BYTES);
            in = new RegionReader(
                    buckets.slice(start, end < start ? -1 : end - start, "bucket [%d]".formatted(number)));
        }

        void next() {
            int shared = started ? in.vint("shared length of a value of a dictionary") : 0;
            byte[] base = version == 0 ? first : value;
            if (shared > base.length) {
                throw in.corrupt(0, "A value shares [%d] bytes of [%d]".formatted(shared, base.length));
            }
            Region rest = in.region(in.vint("length of a value of a dictionary"), "a value of a dictionary");
            value = Arrays.copyOf(base, shared + rest.size());
            rest.copy(0, rest.size(), value, shared, "a value of a dictionary");
            if (!started) {
                first = value;
                started = true;
            }
        }

        int compareTo(byte[] other) {
            return Utf16Order.compare(value, 0, value.length, other, 0, other.length);
        }
    }
}
