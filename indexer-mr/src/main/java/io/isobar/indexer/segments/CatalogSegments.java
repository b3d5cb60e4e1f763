package io.isobar.indexer.segments;

import io.isobar.catalog.IntervalSet;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.store.SegmentPaths;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What is visible at the head of the releases, out of the home store. */
public final class CatalogSegments implements SegmentSource {
    private final ControlDatabase control;
    private final URI store;

    /** The releases of this database, whose segments are in this store. */
    public CatalogSegments(ControlDatabase control, URI store) {
        this.control = control;
        this.store = store;
    }

    @Override
    public List<InputSegment> visible(String dataSource, List<Interval> intervals) {
        Optional<Release> head = control.releases().head(dataSource);
        if (head.isEmpty()) {
            return List.of();
        }
        View view = control.releases().view(dataSource, head.get().ref().seq());
        return view.overlapping(intervals).stream()
                .map(segment -> inputSegment(segment, intervals))
                .toList();
    }

    private InputSegment inputSegment(ReleaseSegment segment, List<Interval> intervals) {
        return new InputSegment(
                segment.id(),
                SegmentPaths.under(store, segment.path()),
                Optional.of(segment.sha256()),
                segment.size(),
                common(segment.id().interval(), intervals),
                segment.dimensions(),
                segment.metrics());
    }

    static List<Interval> common(Interval one, List<Interval> others) {
        return IntervalSet.of(others).asList().stream()
                .flatMap(other -> one.intersect(other).stream())
                .toList();
    }

    @Override
    public String origin() {
        return "the releases of the control database";
    }

    /**
     * Refuses to build from what a batch on its way to become a release changes: the result would undo that batch.
     *
     * @throws IOException naming the first segment that differs
     */
    public void requireUnchanged(FoundSegments found) throws IOException {
        String dataSource = found.spec().dataSource();
        NavigableSet<SegmentId> changed = new TreeSet<>();
        control.batches().nextView(dataSource).overlapping(found.spec().intervals()).stream()
                .map(ReleaseSegment::id)
                .forEach(changed::add);
        for (InputSegment segment : found.segments()) {
            if (!changed.remove(segment.id())) {
                changed.add(segment.id());
            }
        }
        if (!changed.isEmpty()) {
            throw new IOException(
                    ("Segments of datasource [%s] that are read are about to change, [%s] among them: a batch is sealed and not"
                                    + " yet released. Nothing is published; run again when 'isobar dc status' shows its release")
                            .formatted(dataSource, changed.first()));
        }
    }
}
