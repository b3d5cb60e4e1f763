package io.isobar.indexer.slice;

import io.isobar.indexer.spec.GranularitySpec;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import io.isobar.segment.time.IsoPeriod;
import io.isobar.segment.time.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A spec that is run for one stretch of time after the other. Its {@code granularitySpec.intervals} give way to the stretch,
 * and its paths may name the stretch, see {@link SliceVariables}.
 *
 * <p>Whoever runs the same stretch of the same template runs the same spec, and so the same batch: a day that a schedule
 * has indexed is known to a backfill, and one that is run again by hand as well.
 */
public final class SpecTemplate {
    /** More slices than anybody waits for. */
    private static final int MOST_SLICES = 100_000;

    private static final Interval ANY = Interval.parse("2000-01-01/PT1H");

    private final byte[] bytes;
    private final String text;
    private final boolean lenient;
    private final Map<String, String> variables;
    private final IndexSpecFile anywhere;
    private final List<Interval> listed;

    private SpecTemplate(byte[] bytes, boolean lenient, Map<String, String> variables) {
        this.bytes = bytes.clone();
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.lenient = lenient;
        this.variables = Map.copyOf(variables);
        Map<String, String> values = SliceVariables.of(ANY, ZoneOffset.UTC, text, variables);
        this.anywhere = IndexSpecFile.parse(bytes, lenient, values, List.of(ANY));
        this.listed = isArbitrary(anywhere)
                ? IndexSpecFile.parse(bytes, lenient, values)
                        .spec()
                        .granularity()
                        .chunks()
                : List.of();
    }

    /**
     * Reads a spec; all that is wrong with it is told here, whatever stretch it is run for.
     *
     * @param lenient names that no Druid had are notices, not errors
     * @param variables values that the user gives, beside those of {@link SliceVariables}
     * @throws io.isobar.indexer.spec.SpecException names each field that is wrong
     */
    public static SpecTemplate read(byte[] bytes, boolean lenient, Map<String, String> variables) {
        return new SpecTemplate(bytes, lenient, variables);
    }

    /** The datasource that is written. */
    public String dataSource() {
        return anywhere.spec().dataSource();
    }

    /** The clock on which days begin: that of the segment granularity. */
    public ZoneId zone() {
        return granularity().segmentGranularity().map(Granularity::zone).orElse(ZoneOffset.UTC);
    }

    /** Equal for templates that ask for the same, whatever the stretch. */
    public String canonical() {
        return anywhere.canonical();
    }

    /** Reads {@code start/end}, where one of both may be a period; times without an offset are on the clock of {@link #zone}. */
    public Interval interval(String interval) {
        int slash = interval.indexOf('/');
        if (slash < 0 || slash != interval.lastIndexOf('/')) {
            return Interval.parse(interval);
        }
        String left = interval.substring(0, slash);
        String right = interval.substring(slash + 1);
        if (right.startsWith("P")) {
            long start = time(left);
            return new Interval(start, IsoPeriod.parse(right).addTo(start, zone(), 1));
        }
        long end = time(right);
        return left.startsWith("P")
                ? new Interval(IsoPeriod.parse(left).addTo(end, zone(), -1), end)
                : new Interval(time(left), end);
    }

    /** Reads one instant; without an offset it is on the clock of {@link #zone}. */
    public long time(String instant) {
        return IsoTime.parse(instant, zone());
    }

    /**
     * Cuts a range into slices, each {@code step} long and the last one maybe shorter.
     *
     * @throws IllegalArgumentException if a slice would replace a part of a chunk of segments only
     */
    public List<Interval> slices(Interval range, IsoPeriod step) {
        if (range.isEmpty()) {
            throw new IllegalArgumentException("Range [%s] is empty: it must end after it starts".formatted(range));
        }
        List<Interval> slices = new ArrayList<>();
        long start = range.start();
        for (int count = 1; start < range.end(); count++) {
            // From the range's start each time: the 31st of January and two months is the 31st of March.
            long end = Math.min(range.end(), step.addTo(range.start(), zone(), count));
            Interval slice = new Interval(start, end);
            requireWholeChunks(slice);
            if (!replaced(slice).isEmpty()) {
                slices.add(slice);
            }
            if (count > MOST_SLICES) {
                throw new IllegalArgumentException("Range [%s] has more than [%d] slices of [%s]: make them longer"
                        .formatted(range, MOST_SLICES, step));
            }
            start = end;
        }
        return slices;
    }

    /**
     * The spec of one stretch of time.
     *
     * @throws IllegalArgumentException if it would replace a part of a chunk of segments only
     */
    public IndexSpecFile at(Interval slice) {
        requireWholeChunks(slice);
        return IndexSpecFile.parse(bytes, lenient, SliceVariables.of(slice, zone(), text, variables), replaced(slice));
    }

    /** Under {@code arbitrary} the listed intervals are the chunks; a spec that lists {@code ${interval}} has one for each slice. */
    private List<Interval> replaced(Interval slice) {
        return listed.isEmpty() || listed.equals(List.of(ANY))
                ? List.of(slice)
                : listed.stream().filter(slice::contains).toList();
    }

    private void requireWholeChunks(Interval slice) {
        List<Interval> cut = granularity().segmentGranularity().isPresent()
                ? cutChunks(slice, granularity().segmentGranularity().get())
                : listed.stream()
                        .filter(chunk -> !listed.equals(List.of(ANY)))
                        .filter(chunk -> chunk.overlaps(slice) && !slice.contains(chunk))
                        .toList();
        if (!cut.isEmpty()) {
            throw new IllegalArgumentException(
                    ("Slice [%s] would replace a part of the chunk [%s] only, and what else is in it would be lost: segments"
                                    + " are replaced by the chunk%s; begin, end and step so that slices are whole chunks")
                            .formatted(
                                    slice,
                                    cut.get(0),
                                    granularity()
                                            .segmentGranularity()
                                            .map(granularity -> ", here granularitySpec.segmentGranularity ["
                                                    + granularity + "] on the clock of [" + granularity.zone() + "]")
                                            .orElse(", here those of granularitySpec.intervals")));
        }
    }

    private static List<Interval> cutChunks(Interval slice, Granularity granularity) {
        if (granularity.isAll() || slice.isEmpty()) {
            return List.of();
        }
        List<Interval> cut = new ArrayList<>();
        for (long time : new long[] {slice.start(), slice.end() - 1}) {
            long start = granularity.bucketStart(time);
            Interval chunk = new Interval(start, granularity.nextBucket(start));
            if (!slice.contains(chunk)) {
                cut.add(chunk);
            }
        }
        return cut;
    }

    private GranularitySpec granularity() {
        return anywhere.spec().granularity();
    }

    private static boolean isArbitrary(IndexSpecFile file) {
        return file.spec().granularity().segmentGranularity().isEmpty();
    }
}
