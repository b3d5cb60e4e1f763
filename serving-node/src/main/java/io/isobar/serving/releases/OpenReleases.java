package io.isobar.serving.releases;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.dc.OpenView;
import io.isobar.segment.SegmentId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The open releases of each datasource at one moment: the head, the one before it, and what is staged. Immutable, and so
 * is each view in it: whoever took one at the start of a query keeps the same set of segments to the end.
 */
public final class OpenReleases {
    /** Nothing is open. */
    public static final OpenReleases NONE = new OpenReleases(new TreeMap<>());

    private final SortedMap<String, NavigableMap<Long, OpenView>> byDataSource;

    private OpenReleases(SortedMap<String, NavigableMap<Long, OpenView>> byDataSource) {
        this.byDataSource = byDataSource;
    }

    /** These views. */
    public static OpenReleases of(Collection<OpenView> views) {
        TreeMap<String, NavigableMap<Long, OpenView>> byDataSource = new TreeMap<>();
        for (OpenView view : views) {
            byDataSource
                    .computeIfAbsent(view.view().dataSource(), name -> new TreeMap<>())
                    .put(view.view().seq(), view);
        }
        return new OpenReleases(byDataSource);
    }

    /** The datasources that have an open release, by name. */
    public SortedSet<String> dataSources() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byDataSource.keySet()));
    }

    /** The open releases of {@code dataSource}, the oldest first. */
    public List<OpenView> of(String dataSource) {
        return List.copyOf(byDataSource
                .getOrDefault(dataSource, Collections.emptyNavigableMap())
                .values());
    }

    /** Release {@code seq} of {@code dataSource}, if it is open. */
    public Optional<OpenView> find(String dataSource, long seq) {
        return Optional.ofNullable(byDataSource
                .getOrDefault(dataSource, Collections.emptyNavigableMap())
                .get(seq));
    }

    /** What {@code dataSource} is answered from here; empty before its first release was activated. */
    public Optional<OpenView> head(String dataSource) {
        return of(dataSource).stream()
                .filter(view -> view.state() == OpenView.State.HEAD)
                .findFirst();
    }

    /** Every segment that some open release of any datasource has. */
    public SortedMap<SegmentId, ReleaseSegment> segments() {
        TreeMap<SegmentId, ReleaseSegment> all = new TreeMap<>();
        for (NavigableMap<Long, OpenView> views : byDataSource.values()) {
            views.values().forEach(view -> all.putAll(view.view().segments()));
        }
        return all;
    }
}
