package io.isobar.catalog;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The exact set of segments that is visible at a release. It follows from the releases alone: the set of the parent,
 * less the removed, plus the added. Versions are never compared, since after a rollback an older one is the truth.
 *
 * @param seq the release; 0 before the first one
 * @param root of the release's manifest; {@link #NO_ROOT} before the first one
 * @param segments by id; immutable
 */
public record View(String dataSource, long seq, String root, NavigableMap<SegmentId, ReleaseSegment> segments) {
    /** Stands for a root where there is no release yet. */
    public static final String NO_ROOT = "0".repeat(64);

    public View {
        segments = Collections.unmodifiableNavigableMap(new TreeMap<>(segments));
        Sha256Hex.require("root of view [%d]".formatted(seq), root);
        if (seq < 0 || (seq == 0) != root.equals(NO_ROOT)) {
            throw new IllegalArgumentException(
                    "View [%d] of datasource [%s] can't have the root [%s]: only view 0 has none"
                            .formatted(seq, dataSource, root));
        }
        for (Map.Entry<SegmentId, ReleaseSegment> entry : segments.entrySet()) {
            if (!entry.getKey().equals(entry.getValue().id())
                    || !entry.getKey().dataSource().equals(dataSource)) {
                throw new IllegalArgumentException("View of datasource [%s] holds segment [%s] under the id [%s]"
                        .formatted(dataSource, entry.getValue().id(), entry.getKey()));
            }
        }
    }

    /** What is visible before the first release: nothing. */
    public static View empty(String dataSource) {
        return new View(dataSource, 0, NO_ROOT, new TreeMap<>());
    }

    /** The view of these segments, which must be those of the manifest's release. */
    public static View of(Manifest manifest, Collection<ReleaseSegment> segments) {
        View view = new View(manifest.dataSource(), manifest.seq(), manifest.root(), byId(segments));
        return view.requireContentOf(manifest);
    }

    /** The release that this view belongs to; none for the view before the first release. */
    public Optional<ReleaseRef> release() {
        return seq == 0 ? Optional.empty() : Optional.of(new ReleaseRef(dataSource, seq, root));
    }

    /**
     * The view at the release that the manifest describes.
     *
     * @throws IllegalArgumentException if this view isn't the manifest's parent, or what results isn't what it states
     */
    public View apply(Manifest manifest) {
        return replay(List.of(manifest));
    }

    /**
     * The view after several manifests in a row. Each must follow the one before; that the segments are what the
     * manifests state is checked once, at the end, which is enough since each root covers its parent's.
     *
     * @throws IllegalArgumentException if a manifest doesn't follow, or the segments aren't what the last one states
     */
    public View replay(Iterable<Manifest> manifests) {
        NavigableMap<SegmentId, ReleaseSegment> next = new TreeMap<>(segments);
        Optional<ReleaseRef> at = release();
        View result = this;
        for (Iterator<Manifest> steps = manifests.iterator(); steps.hasNext(); ) {
            Manifest manifest = steps.next();
            if (!manifest.dataSource().equals(dataSource) || !manifest.parent().equals(at)) {
                throw new IllegalArgumentException("Manifest [%s:%d] follows [%s], not [%s] with root [%s]"
                        .formatted(
                                manifest.dataSource(),
                                manifest.seq(),
                                text(manifest.parent()),
                                text(at),
                                at.map(ReleaseRef::root).orElse(NO_ROOT)));
            }
            change(next, manifest);
            ReleaseRef release = manifest.release();
            at = Optional.of(release);
            if (!steps.hasNext()) {
                result = new View(dataSource, release.seq(), release.root(), next).requireContentOf(manifest);
            }
        }
        return result;
    }

    private static void change(NavigableMap<SegmentId, ReleaseSegment> segments, Manifest manifest) {
        for (SegmentId gone : manifest.removed()) {
            if (segments.remove(gone) == null) {
                throw new IllegalArgumentException(
                        "Manifest [%s:%d] removes segment [%s], which its parent doesn't have"
                                .formatted(manifest.dataSource(), manifest.seq(), gone));
            }
        }
        for (ReleaseSegment added : manifest.added()) {
            if (segments.put(added.id(), added) != null) {
                throw new IllegalArgumentException("Manifest [%s:%d] adds segment [%s], which its parent has already"
                        .formatted(manifest.dataSource(), manifest.seq(), added.id()));
            }
        }
    }

    private static String text(Optional<ReleaseRef> release) {
        return release.map(ReleaseRef::toString).orElse("no release");
    }

    /** The segments that cover any instant of the intervals, in the order of their ids. */
    public List<ReleaseSegment> overlapping(List<Interval> intervals) {
        IntervalSet wanted = IntervalSet.of(intervals);
        List<ReleaseSegment> found = new ArrayList<>();
        for (ReleaseSegment segment : segments.values()) {
            if (wanted.overlaps(segment.id().interval())) {
                found.add(segment);
            }
        }
        return found;
    }

    /** The sums over all segments. */
    public Totals totals() {
        return Totals.of(segments.values());
    }

    /**
     * Merkle root over the canonical JSON of all segments in the order of their ids: equal for equal content, whatever
     * the release. It stands in the manifest, so a view that was put together from rows or files can be checked.
     */
    public String contentRoot() {
        return contentRoot(segments.values());
    }

    static String contentRoot(Collection<ReleaseSegment> inIdOrder) {
        MerkleRoot root = new MerkleRoot();
        inIdOrder.forEach(segment -> root.add(segment.canonicalJson()));
        return root.hex();
    }

    static NavigableMap<SegmentId, ReleaseSegment> byId(Collection<ReleaseSegment> segments) {
        TreeMap<SegmentId, ReleaseSegment> byId = new TreeMap<>();
        segments.forEach(segment -> byId.put(segment.id(), segment));
        return byId;
    }

    private View requireContentOf(Manifest manifest) {
        String content = contentRoot();
        if (!content.equals(manifest.contentRoot()) || !totals().equals(manifest.totals())) {
            throw new IllegalArgumentException(
                    "The segments of release [%s] hash to [%s] with %s, but its manifest states [%s] with %s"
                            .formatted(
                                    manifest.release(), content, totals(), manifest.contentRoot(), manifest.totals()));
        }
        return this;
    }
}
