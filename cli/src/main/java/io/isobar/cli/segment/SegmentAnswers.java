package io.isobar.cli.segment;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.PartialResult;
import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Answers queries from open segments in this process: what every data center must answer from the same ones. */
public final class SegmentAnswers implements AutoCloseable {
    private final QueryEngine engine = new QueryEngine();
    private final NavigableMap<SegmentId, Segment> segments = new TreeMap<>();

    /** Takes over an open segment; it is closed with the others. */
    public void add(SegmentId id, Segment segment) {
        Segment before = segments.put(id, segment);
        if (before != null) {
            before.close();
        }
    }

    /**
     * Writes Druid's JSON answer; segments are read one after the other while it is written. The query's datasource is
     * taken to mean these segments.
     */
    public void answer(Query query, JsonGenerator out) throws IOException {
        engine.finish(query, () -> partials(query), out);
    }

    private Iterator<PartialResult> partials(Query query) {
        return segments.entrySet().stream()
                .filter(entry -> query.intervals().stream()
                        .anyMatch(interval -> interval.overlaps(entry.getKey().interval())))
                .map(entry -> engine.run(query, named(entry.getKey(), query.dataSource()), entry.getValue()))
                .iterator();
    }

    private static SegmentId named(SegmentId id, String dataSource) {
        return new SegmentId(dataSource, id.interval(), id.version(), id.partition());
    }

    @Override
    public void close() {
        segments.values().forEach(Segment::close);
        segments.clear();
    }
}
