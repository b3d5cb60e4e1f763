package io.isobar.indexer.slice;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoPeriod;
import io.isobar.segment.time.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A spec that is run for one stretch of time after the other. Its {@code granularitySpec.intervals} give way to the stretch,
 * and its paths may name the stretch, see {@link SliceVariables}.
 *
 * <p>A spec with several outputs has a file for each of them, and a slice consists of whole chunks of all.
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
    private final List<SlicedOutput> outputs;
    private final ZoneId zone;
    private final String canonical;

    private SpecTemplate(byte[] bytes, boolean lenient, Map<String, String> variables) {
        this.bytes = bytes.clone();
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.lenient = lenient;
        this.variables = Map.copyOf(variables);
        Map<String, String> values = SliceVariables.of(ANY, ZoneOffset.UTC, text, variables);
        List<IndexSpecFile> anywhere = IndexSpecFile.parseAll(bytes, lenient, values, List.of(List.of(ANY)));
        // Under "arbitrary" the intervals of the file are its chunks, so they count as they are.
        boolean anyListed = anywhere.stream()
                .anyMatch(file -> file.spec().granularity().segmentGranularity().isEmpty());
        this.outputs = (anyListed ? IndexSpecFile.parseAll(bytes, lenient, values) : anywhere)
                .stream().map(file -> SlicedOutput.of(file, ANY)).toList();
        this.zone = clock(outputs);
        this.canonical = anywhere.stream().map(IndexSpecFile::canonical).collect(Collectors.joining("\n"));
    }

    private static ZoneId clock(List<SlicedOutput> outputs) {
        Map<ZoneId, String> clocks = new LinkedHashMap<>();
        outputs.forEach(output -> output.clock().ifPresent(clock -> clocks.putIfAbsent(clock, output.dataSource())));
        if (clocks.size() > 1) {
            throw new IllegalArgumentException(
                    "The segmentGranularity of the outputs is on several clocks, %s: a slice begins on one; run them from specs of their own"
                            .formatted(clocks));
        }
        return clocks.isEmpty() ? ZoneOffset.UTC : clocks.keySet().iterator().next();
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

    /** The datasources that are written, in the order of the spec. */
    public List<String> dataSources() {
        return outputs.stream().map(SlicedOutput::dataSource).toList();
    }

    /** The clock on which days begin: that of the segment granularity. */
    public ZoneId zone() {
        return zone;
    }

    /** Equal for templates that ask for the same, whatever the stretch. */
    public String canonical() {
        return canonical;
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
            outputs.forEach(output -> output.requireWholeChunks(slice));
            if (outputs.stream().anyMatch(output -> !output.replaced(slice).isEmpty())) {
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
     * The spec of one stretch of time: a file for each output. One whose listed intervals have none in that stretch is left
     * out.
     *
     * @throws IllegalArgumentException if it would replace a part of a chunk of segments only, or nothing
     */
    public List<IndexSpecFile> at(Interval slice) {
        outputs.forEach(output -> output.requireWholeChunks(slice));
        List<List<Interval>> replaced = new ArrayList<>();
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            List<Interval> chunks = outputs.get(i).replaced(slice);
            if (!chunks.isEmpty()) {
                written.add(i);
            }
            replaced.add(chunks.isEmpty() ? List.of(slice) : chunks);
        }
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    "Slice [%s] has none of the intervals that granularitySpec.intervals lists".formatted(slice));
        }
        List<IndexSpecFile> files =
                IndexSpecFile.parseAll(bytes, lenient, SliceVariables.of(slice, zone, text, variables), replaced);
        return written.stream().map(files::get).toList();
    }
}
