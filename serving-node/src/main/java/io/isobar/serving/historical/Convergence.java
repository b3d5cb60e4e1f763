package io.isobar.serving.historical;

import io.isobar.segment.SegmentId;
import io.isobar.serving.GraceList;
import io.isobar.serving.cluster.Assignments;
import io.isobar.serving.cluster.QuarantineReports;
import io.isobar.serving.cluster.SegmentEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a historical holds what it is to hold.
 *
 * <p>Level-triggered: each pass compares the two as they are and starts what is lacking, so that no change can be
 * missed and what failed is tried again in the next pass. One thread runs the passes; loading has its own.
 */
final class Convergence {
    private static final Logger LOG = LoggerFactory.getLogger(Convergence.class);

    private final String historical;
    private final Assignments assignments;
    private final SegmentCache cache;
    private final SegmentLoader loader;
    private final HeldSegments held;
    private final QuarantineReports reports;
    private final ExecutorService loads;
    private final GraceList<String> unassigned;
    private final Map<SegmentId, SegmentEntry> loading = new ConcurrentHashMap<>();
    private final Map<SegmentId, String> failures = new ConcurrentHashMap<>();
    private volatile Map<SegmentId, SegmentEntry> wanted = Map.of();

    Convergence(
            String historical,
            Assignments assignments,
            SegmentCache cache,
            SegmentLoader loader,
            HeldSegments held,
            QuarantineReports reports,
            ExecutorService loads,
            GraceList<String> unassigned) {
        this.historical = historical;
        this.assignments = assignments;
        this.cache = cache;
        this.loader = loader;
        this.held = held;
        this.reports = reports;
        this.loads = loads;
        this.unassigned = unassigned;
    }

    /** One pass. */
    void run() {
        held.flush();
        reports.flush();
        try {
            Optional<List<SegmentEntry>> assigned = assignments.read(historical);
            if (assigned.isEmpty()) {
                // Never assigned anything, which isn't the same as assigned nothing: what is cached may be wanted yet.
                return;
            }
            TreeMap<SegmentId, SegmentEntry> target = new TreeMap<>();
            assigned.get().forEach(entry -> target.put(entry.id(), entry));
            wanted = target;
            drop(target);
            load(target);
            sweep(target);
        } catch (Exception e) {
            LOG.warn("Assignments of [{}] could not be followed; tried again soon", historical, e);
        }
    }

    /** How many segments the historical is to hold. */
    int wanted() {
        return wanted.size();
    }

    /** Why segments that it is to hold could not be loaded, at their last try. */
    Map<SegmentId, String> failures() {
        return new TreeMap<>(failures);
    }

    int loading() {
        return loading.size();
    }

    private void drop(Map<SegmentId, SegmentEntry> target) {
        for (HeldSegment segment : held.all()) {
            if (!segment.entry().equals(target.get(segment.entry().id()))) {
                LOG.info("Dropping segment [{}]", segment.entry().id());
                held.remove(segment, () -> {});
            }
        }
        failures.keySet().retainAll(target.keySet());
        for (QuarantineReports.Report report : reports.all()) {
            if (!target.containsKey(report.id())) {
                reports.settled(report.id());
            }
        }
    }

    private void load(Map<SegmentId, SegmentEntry> target) {
        for (SegmentEntry entry : target.values()) {
            if (held.entry(entry.id()).isEmpty() && loading.putIfAbsent(entry.id(), entry) == null) {
                try {
                    loads.execute(() -> load(entry));
                } catch (RejectedExecutionException e) {
                    loading.remove(entry.id());
                    return;
                }
            }
        }
    }

    private void load(SegmentEntry entry) {
        try {
            if (entry.equals(wanted.get(entry.id())) && held.entry(entry.id()).isEmpty()) {
                held.add(loader.load(entry));
                failures.remove(entry.id());
                LOG.info("Holding segment [{}] with SHA-256 [{}]", entry.id(), entry.sha256());
            }
        } catch (Exception e) {
            if (!String.valueOf(e.getMessage()).equals(failures.put(entry.id(), String.valueOf(e.getMessage())))) {
                LOG.error("Segment [{}] could not be loaded; tried again soon", entry.id(), e);
            }
        } finally {
            loading.remove(entry.id());
        }
    }

    /** Deletes the copies that nobody has wanted for a while, and nobody uses. */
    private void sweep(Map<SegmentId, SegmentEntry> target) throws IOException {
        Set<String> unwanted = cache.copies();
        target.values().forEach(entry -> unwanted.remove(entry.sha256()));
        loading.values().forEach(entry -> unwanted.remove(entry.sha256()));
        unwanted.removeAll(held.filesInUse());
        Set<String> kept = unassigned.update(unwanted);
        for (String sha256 : unwanted) {
            if (!kept.contains(sha256)) {
                cache.delete(sha256);
                LOG.info("Deleted copy [{}], which has not been assigned to [{}] for a while", sha256, historical);
            }
        }
    }
}
