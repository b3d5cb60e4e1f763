package io.isobar.serving.coordinator;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.discovery.Node;
import io.isobar.segment.SegmentId;
import io.isobar.serving.GraceList;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.cluster.Announcer;
import io.isobar.serving.cluster.Assignments;
import io.isobar.serving.cluster.SegmentEntry;
import io.isobar.serving.releases.OpenReleases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the leading coordinator: one pass compares what the open releases need with what each historical is told
 * to hold, and rewrites the lists that have to change. Made anew by each leader; used by one thread.
 */
final class Coordination {
    private static final Logger LOG = LoggerFactory.getLogger(Coordination.class);

    private final Assignments assignments;
    private final AssignmentPlanner planner;
    private final GraceList<SegmentId> unneeded;
    private final GraceList<String> absent;
    private final Map<String, Map<SegmentId, SegmentEntry>> lists = new HashMap<>();
    private @Nullable Inputs last;

    /** Whether the last pass changed nothing and waits for nothing but other inputs. */
    private boolean settled;

    private SortedSet<SegmentId> unplaced = new TreeSet<>();

    Coordination(Assignments assignments, CoordinatorConfig config, LongSupplier nanos) {
        this.assignments = assignments;
        this.planner = new AssignmentPlanner(config.replicas(), config.maxMoves());
        this.unneeded = new GraceList<>(config.dropGrace(), nanos);
        this.absent = new GraceList<>(config.lostAfter(), nanos);
    }

    /** Reads the lists that an earlier leader left. */
    void takeOver() throws Exception {
        for (String historical : assignments.historicals()) {
            Map<SegmentId, SegmentEntry> list = new TreeMap<>();
            assignments.read(historical).orElse(List.of()).forEach(entry -> list.put(entry.id(), entry));
            lists.put(historical, list);
        }
    }

    /** What a pass looks at. Releases and announcements are new objects whenever they changed. */
    private record Inputs(OpenReleases releases, List<Node> historicals, Announcements.Snapshot announced) {}

    /** Compares, plans and writes; returns needed segments that no historical has room for. */
    SortedSet<SegmentId> pass(OpenReleases releases, Collection<Node> historicals, Announcements.Snapshot announced)
            throws Exception {
        Inputs inputs = new Inputs(releases, List.copyOf(historicals), announced);
        if (settled && inputs.equals(last)) {
            return unplaced;
        }
        settled = true;
        last = inputs;
        SortedMap<SegmentId, SegmentEntry> needed = new TreeMap<>();
        for (ReleaseSegment segment : releases.segments().values()) {
            needed.put(segment.id(), new SegmentEntry(segment.id(), segment.sha256(), segment.bytes()));
        }
        Map<SegmentId, SegmentEntry> retained = retained(needed);
        AssignmentPlanner.Plan plan = planner.plan(bytes(needed), bytes(retained), servers(historicals, announced));
        if (!plan.unplaced().equals(unplaced)) {
            unplaced = plan.unplaced();
            LOG.warn(
                    "[{}] segments lack replicas for want of room: raise [historical.cache-bytes] or add a historical if they are more than none",
                    unplaced.size());
        }
        Map<SegmentId, SegmentEntry> known = new HashMap<>(retained);
        known.putAll(needed);
        for (Map.Entry<String, SortedSet<SegmentId>> planned :
                plan.assignments().entrySet()) {
            write(planned.getKey(), planned.getValue(), known);
        }
        return unplaced;
    }

    /** What is assigned somewhere but needed no more, and may still be in use by a query. */
    private Map<SegmentId, SegmentEntry> retained(Map<SegmentId, SegmentEntry> needed) {
        Map<SegmentId, SegmentEntry> candidates = new TreeMap<>();
        lists.values().forEach(candidates::putAll);
        candidates.keySet().removeAll(needed.keySet());
        settled &= candidates.isEmpty();
        candidates.keySet().retainAll(unneeded.update(candidates.keySet()));
        return candidates;
    }

    /** The historicals that are there, and those that may come back soon: these keep their lists and get nothing new. */
    private List<AssignmentPlanner.Server> servers(Collection<Node> historicals, Announcements.Snapshot announced)
            throws Exception {
        List<AssignmentPlanner.Server> servers = new ArrayList<>();
        Set<String> away = new HashSet<>(lists.keySet());
        for (Node node : historicals) {
            away.remove(node.name());
            long capacity =
                    Long.parseLong(node.attributes().getOrDefault(Announcer.CAPACITY, Long.toString(Long.MAX_VALUE)));
            servers.add(new AssignmentPlanner.Server(
                    node.name(), capacity, assigned(node.name()), announced.heldBy(node.name())));
        }
        settled &= away.isEmpty();
        Set<String> expected = absent.update(away);
        for (String historical : away) {
            if (expected.contains(historical)) {
                servers.add(new AssignmentPlanner.Server(historical, 0, assigned(historical), Set.of()));
            } else if (!lists.getOrDefault(historical, Map.of()).isEmpty()) {
                LOG.warn("Historical [{}] has been away for too long: others get its segments", historical);
                lists.remove(historical);
                assignments.remove(historical);
            }
        }
        return servers;
    }

    private Set<SegmentId> assigned(String historical) {
        return lists.getOrDefault(historical, Map.of()).keySet();
    }

    private void write(String historical, Set<SegmentId> planned, Map<SegmentId, SegmentEntry> known) throws Exception {
        Map<SegmentId, SegmentEntry> list = new TreeMap<>();
        planned.forEach(id -> list.put(id, entry(known, id)));
        if (!list.equals(lists.get(historical))) {
            settled = false;
            assignments.write(historical, list.values());
            LOG.info("Historical [{}] is to hold [{}] segments from now on", historical, list.size());
            lists.put(historical, list);
        }
    }

    private static SegmentEntry entry(Map<SegmentId, SegmentEntry> known, SegmentId id) {
        SegmentEntry entry = known.get(id);
        if (entry == null) {
            throw new IllegalStateException(
                    "Segment [%s] was planned but is neither needed nor retained".formatted(id));
        }
        return entry;
    }

    private static SortedMap<SegmentId, Long> bytes(Map<SegmentId, SegmentEntry> entries) {
        TreeMap<SegmentId, Long> bytes = new TreeMap<>();
        entries.forEach((id, entry) -> bytes.put(id, entry.bytes()));
        return bytes;
    }
}
