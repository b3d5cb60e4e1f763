package io.isobar.serving.coordinator;

import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which historical is to hold which segment: a pure function of what is needed, who is there, and what they
 * hold.
 *
 * <p>Each needed segment gets {@code replicas} distinct historicals, or all of them if there are fewer. What is where
 * stays there: a plan made from its own outcome changes nothing. Bytes even out by moves, a few at a time; a move
 * first adds a replica and takes the old one away in a later plan, once the new one has been announced, so that a
 * segment never has fewer replicas because it moves.
 */
final class AssignmentPlanner {
    /** Historicals whose bytes differ by less than this share of their mean count as balanced. */
    static final double SLACK = 0.2;

    private final int replicas;
    private final int maxMoves;

    AssignmentPlanner(int replicas, int maxMoves) {
        this.replicas = replicas;
        this.maxMoves = maxMoves;
    }

    /**
     * A historical that is there.
     *
     * @param capacityBytes of its cache
     * @param assigned what the last plan gave it
     * @param loaded what it announces
     */
    record Server(String name, long capacityBytes, Set<SegmentId> assigned, Set<SegmentId> loaded) {}

    /**
     * What each historical is to hold.
     *
     * @param assignments by historical; all live ones are in it
     * @param unplaced needed segments that have fewer replicas than they should, since no historical has room
     */
    record Plan(SortedMap<String, SortedSet<SegmentId>> assignments, SortedSet<SegmentId> unplaced) {}

    /**
     * Plans.
     *
     * @param needed the segments of all open views, and the bytes of each
     * @param retained segments, with their bytes, that are needed no more but stay where they are for a while
     */
    Plan plan(SortedMap<SegmentId, Long> needed, SortedMap<SegmentId, Long> retained, Collection<Server> servers) {
        List<Load> loads = servers.stream()
                .sorted(Comparator.comparing(Server::name))
                .map(server -> new Load(server, needed, retained))
                .toList();
        int wanted = Math.min(replicas, loads.size());
        boolean settled = trim(needed, loads, wanted);
        SortedSet<SegmentId> unplaced = fill(needed, loads, wanted);
        if (settled && loads.size() > wanted) {
            balance(needed, loads, wanted);
        }
        TreeMap<String, SortedSet<SegmentId>> assignments = new TreeMap<>();
        loads.forEach(load -> assignments.put(load.server.name(), Collections.unmodifiableSortedSet(load.segments)));
        return new Plan(Collections.unmodifiableSortedMap(assignments), unplaced);
    }

    /** Takes replicas beyond {@code wanted} away, if as many are announced; tells whether each has just these. */
    private static boolean trim(SortedMap<SegmentId, Long> needed, List<Load> loads, int wanted) {
        boolean settled = true;
        for (SegmentId segment : needed.keySet()) {
            List<Load> holders = holders(segment, loads);
            List<Load> announced = new ArrayList<>(holders.stream()
                    .filter(load -> load.server.loaded().contains(segment))
                    .toList());
            int excess = Math.min(holders.size(), announced.size()) - wanted;
            announced.sort(Load.FULLEST_FIRST);
            for (int i = 0; i < excess; i++) {
                announced.get(i).remove(segment, bytes(needed, segment));
            }
            settled &= holders.size() - Math.max(excess, 0) == wanted;
        }
        return settled;
    }

    /** Gives each segment the replicas that it lacks, the largest first; returns those that found no room. */
    private static SortedSet<SegmentId> fill(SortedMap<SegmentId, Long> needed, List<Load> loads, int wanted) {
        TreeSet<SegmentId> unplaced = new TreeSet<>();
        List<SegmentId> largestFirst = new ArrayList<>(needed.keySet());
        largestFirst.sort(Comparator.comparingLong((SegmentId segment) -> -bytes(needed, segment))
                .thenComparing(Comparator.naturalOrder()));
        for (SegmentId segment : largestFirst) {
            long bytes = bytes(needed, segment);
            int lacking = wanted - holders(segment, loads).size();
            for (; lacking > 0; lacking--) {
                Optional<Load> emptiest = loads.stream()
                        .filter(load -> load.takes(segment, bytes))
                        .max(Load.FULLEST_FIRST);
                if (emptiest.isEmpty()) {
                    unplaced.add(segment);
                    break;
                }
                emptiest.get().add(segment, bytes);
            }
        }
        return Collections.unmodifiableSortedSet(unplaced);
    }

    /** Adds replicas on the emptiest historicals for segments of the fullest; a later plan trims the old ones. */
    private void balance(SortedMap<SegmentId, Long> needed, List<Load> loads, int wanted) {
        long mean = loads.stream().mapToLong(load -> load.bytes).sum() / loads.size();
        Map<Load, Long> after = new HashMap<>();
        loads.forEach(load -> after.put(load, load.bytes));
        Comparator<Load> byBytesAfter = Comparator.comparingLong((Load load) -> after.getOrDefault(load, 0L))
                .thenComparing(load -> load.server.name());
        for (int moves = 0; moves < maxMoves; moves++) {
            Load fullest = Collections.max(loads, byBytesAfter);
            Load emptiest = Collections.min(loads, byBytesAfter);
            long gap = after.getOrDefault(fullest, 0L) - after.getOrDefault(emptiest, 0L);
            if (gap <= mean * SLACK) {
                return;
            }
            Optional<SegmentId> moving = fullest.segments.stream()
                    .filter(segment -> needed.containsKey(segment))
                    .filter(segment -> 2 * bytes(needed, segment) <= gap)
                    .filter(segment -> emptiest.takes(segment, bytes(needed, segment)))
                    .filter(segment -> holders(segment, loads).size() == wanted)
                    .max(Comparator.comparingLong((SegmentId segment) -> bytes(needed, segment))
                            .thenComparing(Comparator.reverseOrder()));
            if (moving.isEmpty()) {
                return;
            }
            long bytes = bytes(needed, moving.get());
            emptiest.add(moving.get(), bytes);
            after.merge(emptiest, bytes, Long::sum);
            after.merge(fullest, -bytes, Long::sum);
        }
    }

    private static List<Load> holders(SegmentId segment, List<Load> loads) {
        return loads.stream().filter(load -> load.segments.contains(segment)).toList();
    }

    private static long bytes(SortedMap<SegmentId, Long> segments, SegmentId segment) {
        return segments.getOrDefault(segment, 0L);
    }

    /** What a historical holds in the plan that is being made. */
    private static final class Load {
        static final Comparator<Load> FULLEST_FIRST = Comparator.comparingLong((Load load) -> -load.bytes)
                .thenComparing(load -> load.server.name(), Comparator.reverseOrder());

        final Server server;
        final TreeSet<SegmentId> segments = new TreeSet<>();
        long bytes;

        Load(Server server, SortedMap<SegmentId, Long> needed, SortedMap<SegmentId, Long> retained) {
            this.server = server;
            for (SegmentId segment : server.assigned()) {
                Long size = needed.getOrDefault(segment, retained.get(segment));
                if (size != null) {
                    add(segment, size);
                }
            }
        }

        boolean takes(SegmentId segment, long size) {
            return !segments.contains(segment) && bytes + size <= server.capacityBytes();
        }

        void add(SegmentId segment, long size) {
            if (segments.add(segment)) {
                bytes += size;
            }
        }

        void remove(SegmentId segment, long size) {
            if (segments.remove(segment)) {
                bytes -= size;
            }
        }
    }
}
