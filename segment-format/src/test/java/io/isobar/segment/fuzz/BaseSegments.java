package io.isobar.segment.fuzz;

import io.isobar.segment.Interval;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Where sound segments come from: Druid's own, ours in every encoding, and old ones made by hand. */
final class BaseSegments {
    private static final int MOST_ROWS = 150;
    private static final long MOST_BYTES = 128 << 10;
    private static final long HEAP = 8 << 20;
    private static final int OTHERS_WEIGH = 12;
    private static final int SKETCHED_ROWS = 1200;
    /** Columns of arrays, of several types and of JSON, and compressed objects; see {@code NestedReadTest}. */
    private static final List<String> NESTED =
            List.of("concise_uncomp_longauto_complex", "front_zstd_complex", "noraw_none", "utf8_lz4_roaring");

    private final Path scratch;
    private int built;

    /** What lays segments out in {@code scratch}, a directory. */
    BaseSegments(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * All of them but large ones, the same ones in the same order each time. Each that isn't ours comes several times, since
     * ours are many and much alike.
     */
    List<BaseSegment> all() throws IOException {
        List<BaseSegment> all = new ArrayList<>(ours(1));
        List<BaseSegment> others = others();
        for (int i = 0; i < OTHERS_WEIGH; i++) {
            all.addAll(others);
        }
        return all;
    }

    /** All that aren't ours, and few of ours, for the build. */
    List<BaseSegment> few() throws IOException {
        List<BaseSegment> few = new ArrayList<>(ours(16));
        few.addAll(others());
        return few;
    }

    private List<BaseSegment> others() throws IOException {
        List<BaseSegment> others = new ArrayList<>(goldens());
        for (String name : NESTED) {
            others.add(read("nested " + name, resource("/nested/" + name + "/segment")));
        }
        others.add(old());
        others.add(sketches());
        return others;
    }

    /** A column of each type of objects that is aggregated: of one value, of several, and of many. */
    private BaseSegment sketches() throws IOException {
        List<Metric> metrics = Arrays.stream(Metric.Kind.values())
                .filter(kind -> kind.compareTo(Metric.Kind.HYPER_UNIQUE) >= 0)
                .map(kind -> Metric.of(kind, kind.name().toLowerCase(Locale.ROOT), "value"))
                .toList();
        SegmentSpec spec = new SegmentSpec(
                Interval.parse("2001-01-01/P1D"),
                Granularity.NONE,
                true,
                List.of(new Dimension("key", Dimension.Type.STRING, true, Dimension.MultiValueHandling.SORTED_ARRAY)),
                metrics,
                IndexSpec.defaults(),
                Optional.empty());
        List<BuildRow> rows = new ArrayList<>();
        for (int i = 0; i < SKETCHED_ROWS; i++) {
            Object[] key = {"key" + Integer.numberOfTrailingZeros(i + 1)};
            Object[] values = new Object[metrics.size()];
            for (int metric = 0; metric < values.length; metric++) {
                boolean ofSketches = metrics.get(metric).kind() == Metric.Kind.HLL_SKETCH_MERGE;
                values[metric] = ofSketches ? null : i % 7 == 0 ? null : (Object) (i * 3.5);
            }
            rows.add(new BuildRow(spec.interval().start(), key, values));
        }
        return build("sketches", spec, rows);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(BaseSegments.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<BaseSegment> goldens() throws IOException {
        List<BaseSegment> bases = new ArrayList<>();
        for (GoldenSegment golden : GoldenSegment.all().toList()) {
            if (Files.size(golden.segment().resolve(SegmentBytes.CHUNK)) <= MOST_BYTES) {
                bases.add(read(golden.name(), golden.segment()));
            }
        }
        return bases;
    }

    /** Every {@code step}th of all the ways in which an indexSpec can encode, each with columns and rows of its own. */
    private List<BaseSegment> ours(int step) throws IOException {
        List<BaseSegment> bases = new ArrayList<>();
        List<IndexSpec> specs = indexSpecs();
        for (int i = 0; i < specs.size(); i += step) {
            RandomRows random = new RandomRows(i, true);
            SegmentSpec any = random.spec();
            SegmentSpec spec = new SegmentSpec(
                    any.interval(),
                    any.queryGranularity(),
                    any.rollup(),
                    any.dimensions(),
                    any.metrics(),
                    specs.get(i),
                    Optional.empty());
            List<BuildRow> rows = random.rows(spec);
            bases.add(build("ours " + i, spec, rows.subList(0, Math.min(MOST_ROWS, rows.size()))));
        }
        return bases;
    }

    private static List<IndexSpec> indexSpecs() {
        List<IndexSpec.DictionaryEncoding> dictionaries = List.of(
                IndexSpec.DictionaryEncoding.UTF8,
                new IndexSpec.DictionaryEncoding(4, 0),
                new IndexSpec.DictionaryEncoding(16, 1));
        List<IndexSpec> specs = new ArrayList<>();
        for (BitmapFormat bitmap : BitmapFormat.values()) {
            for (Compression ids : Compression.values()) {
                for (Compression numbers : Compression.values()) {
                    for (IndexSpec.LongEncoding longs : IndexSpec.LongEncoding.values()) {
                        for (IndexSpec.DictionaryEncoding dictionary : dictionaries) {
                            if (ids != Compression.NONE) {
                                specs.add(new IndexSpec(bitmap, ids, numbers, longs, dictionary));
                            }
                        }
                    }
                }
            }
        }
        return specs;
    }

    private BaseSegment build(String name, SegmentSpec spec, List<BuildRow> rows) throws IOException {
        Path directory = scratch.resolve("base" + built++);
        try (SegmentBuilder builder = new SegmentBuilder(spec, scratch.resolve("building"), HEAP)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(directory);
        }
        return read(name, directory);
    }

    private BaseSegment old() throws IOException {
        return read("old", OldSegment.write(Files.createDirectory(scratch.resolve("old"))));
    }

    private BaseSegment read(String name, Path directory) throws IOException {
        return new BaseSegment(SegmentBytes.read(name, new DirectoryFiles(directory)), scratch);
    }
}
