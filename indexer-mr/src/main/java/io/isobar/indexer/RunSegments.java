package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.ReleaseLedger;
import io.isobar.indexer.segments.CatalogSegments;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.segments.SegmentOrigins;
import io.isobar.indexer.segments.SegmentSearch;
import io.isobar.indexer.segments.SegmentSource;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The segments that a run reads. A run that reads what it replaces must neither run twice nor undo what happened meanwhile,
 * and the segments alone can't tell: after it they are others.
 *
 * <p>So the fingerprint of such a run is in two halves. The first is that of the segments; the second is that of the spec and
 * the files, and stays the same when the run is asked for again. If all that is read came from a run with the same second
 * half, then this is that run again.
 */
final class RunSegments {
    private static final int HALF = 32;

    /** Of a run that reads files alone. */
    static final RunSegments NONE = new RunSegments("", Optional.empty(), List.of());

    private final String target;
    private final Optional<Own> own;
    private final List<FoundSegments> found;

    /** Where the segments that the run replaces are listed, if it reads any of them. */
    private record Own(ReleaseLedger releases, CatalogSegments catalog, FoundSegments read) {
        Set<SegmentId> ids() {
            return read.segments().stream().map(InputSegment::id).collect(Collectors.toSet());
        }
    }

    private RunSegments(String target, Optional<Own> own, List<FoundSegments> found) {
        this.target = target;
        this.own = own;
        this.found = List.copyOf(found);
    }

    /** Finds what the spec reads; none if it reads files alone. */
    static RunSegments find(IndexRunConfig config, ControlDatabase control) throws IOException {
        String target = config.file().spec().dataSource();
        if (config.file().spec().segments().isEmpty()) {
            return NONE;
        }
        CatalogSegments catalog = new CatalogSegments(control, config.store());
        List<FoundSegments> found = new ArrayList<>();
        Optional<Own> own = Optional.empty();
        try (SegmentOrigins origins = SegmentOrigins.open(config.file().origin(), catalog)) {
            for (SegmentsSpec spec : config.file().spec().segments()) {
                SegmentSource source = origins.of(spec);
                FoundSegments some = new SegmentSearch(source).find(spec);
                found.add(some);
                if (source == catalog
                        && spec.dataSource().equals(target)
                        && !some.segments().isEmpty()) {
                    own = Optional.of(new Own(control.releases(), catalog, some));
                }
            }
        }
        return new RunSegments(target, own, found);
    }

    List<FoundSegments> found() {
        return found;
    }

    /** The name of the input from that of the spec and the files. */
    String fingerprint(String ofSpecAndFiles) {
        if (found.isEmpty()) {
            return ofSpecAndFiles;
        }
        String ofSegments = Fingerprint.of(
                "segments",
                found.stream()
                        .flatMap(some -> some.segments().stream())
                        .map(InputSegment::identity)
                        .toList());
        return ofSegments.substring(0, HALF) + ofSpecAndFiles.substring(0, HALF);
    }

    /** The batch in which an earlier run of the same made all that would be read and replaced now. */
    Optional<Made> madeByThisRun(String fingerprint) {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Set<SegmentId> read = own.get().ids();
        ReleaseLedger releases = own.get().releases();
        return releases.list(target).stream()
                .filter(release -> release.commit().isPresent()
                        && release.inputFingerprint().startsWith(fingerprint.substring(HALF), HALF)
                        && added(releases, release).containsAll(read))
                .findFirst()
                .map(release -> new Made(read.iterator().next().version(), release.inputFingerprint()));
    }

    /** A batch that is released. */
    record Made(String version, String fingerprint) {}

    private static Set<SegmentId> added(ReleaseLedger releases, Release release) {
        return releases.manifest(release.ref()).added().stream()
                .map(ReleaseSegment::id)
                .collect(Collectors.toSet());
    }

    /** Asked before the first job and before the seal. */
    void requireUnchanged() throws IOException {
        if (own.isPresent()) {
            own.get().catalog().requireUnchanged(own.get().read());
        }
    }
}
