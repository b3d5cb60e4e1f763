package io.isobar.stories.druid;

import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.testing.RandomRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Every way to encode a segment, each with a random spec and random rows of its own.
 *
 * @param spec has the encoding
 * @param rows few enough that all of them can be judged in a minute
 */
record EachIndexSpec(SegmentSpec spec, List<BuildRow> rows) {
    private static final int MOST_ROWS = 120;
    private static final Compression[] OF_DIMENSIONS = {
        Compression.LZ4, Compression.LZF, Compression.ZSTD, Compression.UNCOMPRESSED
    };

    /** All combinations of bitmaps, compressions, packing of longs, and dictionaries. */
    static List<EachIndexSpec> all() {
        List<EachIndexSpec> all = new ArrayList<>();
        for (BitmapFormat bitmap : BitmapFormat.values()) {
            for (Compression dimensions : OF_DIMENSIONS) {
                for (Compression metrics : Compression.values()) {
                    for (IndexSpec.LongEncoding longs : IndexSpec.LongEncoding.values()) {
                        for (IndexSpec.DictionaryEncoding dictionary : dictionaries()) {
                            all.add(random(all.size(), new IndexSpec(bitmap, dimensions, metrics, longs, dictionary)));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<IndexSpec.DictionaryEncoding> dictionaries() {
        List<IndexSpec.DictionaryEncoding> dictionaries = new ArrayList<>();
        dictionaries.add(IndexSpec.DictionaryEncoding.UTF8);
        for (int version = 0; version <= 1; version++) {
            for (int bucket : new int[] {1, 4, 16, 128}) {
                dictionaries.add(new IndexSpec.DictionaryEncoding(bucket, version));
            }
        }
        return dictionaries;
    }

    private static EachIndexSpec random(int seed, IndexSpec indexSpec) {
        RandomRows random = new RandomRows(5000 + seed, true);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.rows(spec);
        return new EachIndexSpec(
                new SegmentSpec(
                        spec.interval(),
                        spec.queryGranularity(),
                        spec.rollup(),
                        spec.dimensions(),
                        spec.metrics(),
                        indexSpec,
                        spec.timestampSpec()),
                rows.subList(0, Math.min(rows.size(), MOST_ROWS)));
    }

    @Override
    public String toString() {
        return spec.indexSpec().toJson() + " " + spec.dimensions() + " " + spec.metrics();
    }
}
