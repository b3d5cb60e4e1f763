package io.isobar.serving.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.serving.coordinator.AssignmentPlanner.Plan;
import io.isobar.serving.coordinator.AssignmentPlanner.Server;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentPlannerTest {
    private static final long DAY = 86_400_000;
    private static final int MAX_MOVES = 5;
    private static final SortedMap<SegmentId, Long> NONE = Collections.emptySortedMap();

    private final TreeMap<String, Long> capacities = new TreeMap<>();
    private final TreeMap<String, Set<SegmentId>> held = new TreeMap<>();

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void everyNeededSegmentGetsItsReplicasOnDistinctHistoricals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<SegmentId, Long> needed = segments(random, 1 + random.nextInt(200));
        int servers = 1 + random.nextInt(6);
        int replicas = 1 + random.nextInt(3);
        addServers(servers, Long.MAX_VALUE);

        Plan plan = plan(needed, NONE, replicas);

        assertThat(plan.unplaced()).isEmpty();
        for (SegmentId segment : needed.keySet()) {
            assertThat(holders(plan, segment)).hasSize(Math.min(replicas, servers));
        }
        plan.assignments().values().forEach(list -> assertThat(needed.keySet()).containsAll(list));
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void aPlanThatWasCarriedOutIsPlannedAgainUntilItChangesNoMore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<SegmentId, Long> needed = segments(random, 1 + random.nextInt(100));
        addServers(1 + random.nextInt(5), Long.MAX_VALUE);
        int replicas = 1 + random.nextInt(2);
        settle(needed, NONE, replicas);

        assertThat(plan(needed, NONE, replicas).assignments()).isEqualTo(current());
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void whenAHistoricalDiesOnlyItsSegmentsAreAssignedAnew(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<SegmentId, Long> needed = segments(random, 50 + random.nextInt(100));
        addServers(3 + random.nextInt(3), Long.MAX_VALUE);
        settle(needed, NONE, 2);
        String dead = capacities.firstKey();
        Set<SegmentId> lost = held.get(dead);
        capacities.remove(dead);
        held.remove(dead);

        Plan plan = plan(needed, NONE, 2);

        plan.assignments().forEach((server, list) -> {
            Set<SegmentId> added = new HashSet<>(list);
            added.removeAll(held.get(server));
            assertThat(lost).containsAll(added);
            assertThat(list).containsAll(held.get(server));
        });
        needed.keySet().forEach(segment -> assertThat(holders(plan, segment)).hasSize(2));
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void anEmptyHistoricalFillsUpByFewMovesAtATimeAndNoSegmentEverHasFewerReplicas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<SegmentId, Long> needed = segments(random, 100);
        addServers(2, Long.MAX_VALUE);
        settle(needed, NONE, 1);
        addServers(3, Long.MAX_VALUE);

        for (int round = 0; round < 200; round++) {
            Map<String, SortedSet<SegmentId>> before = current();
            Plan plan = plan(needed, NONE, 1);
            if (plan.assignments().equals(before)) {
                break;
            }
            int added = 0;
            for (String server : capacities.keySet()) {
                Set<SegmentId> fresh = new HashSet<>(plan.assignments().get(server));
                fresh.removeAll(held.get(server));
                added += fresh.size();
            }
            assertThat(added).isLessThanOrEqualTo(MAX_MOVES);
            for (SegmentId segment : needed.keySet()) {
                // What was announced before, and is still assigned, goes on to answer while the others load.
                assertThat(holders(plan, segment).stream()
                                .filter(server -> held.get(server).contains(segment)))
                        .isNotEmpty();
            }
            carryOut(plan);
        }

        long total = needed.values().stream().mapToLong(Long::longValue).sum();
        long largest = Collections.max(needed.values());
        for (String server : capacities.keySet()) {
            assertThat(bytes(held.get(server), needed))
                    .isBetween((long) (total * 0.7 / 3) - largest, (long) (total * 1.3 / 3) + largest);
        }
    }

    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void noHistoricalGetsMoreThanItHasRoomForAndWhatFindsNoRoomIsTold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<SegmentId, Long> needed = segments(random, 60);
        long total = needed.values().stream().mapToLong(Long::longValue).sum();
        addServers(3, total / 4);

        Plan plan = plan(needed, NONE, 1);

        plan.assignments()
                .forEach((server, list) -> assertThat(bytes(list, needed)).isLessThanOrEqualTo(total / 4));
        assertThat(plan.unplaced()).isNotEmpty();
        for (SegmentId segment : needed.keySet()) {
            assertThat(holders(plan, segment).isEmpty())
                    .isEqualTo(plan.unplaced().contains(segment));
        }
    }

    @Test
    void whatIsNeededNoMoreStaysWhereItIsAsLongAsItIsRetained() {
        SortedMap<SegmentId, Long> all = segments(new SplittableRandom(1), 10);
        addServers(2, Long.MAX_VALUE);
        settle(all, NONE, 1);
        TreeMap<SegmentId, Long> needed = new TreeMap<>(all);
        SegmentId old = needed.firstKey();
        needed.remove(old);
        TreeMap<SegmentId, Long> retained = new TreeMap<>();
        retained.put(old, all.get(old));

        Plan during = plan(needed, retained, 1);
        assertThat(holders(during, old)).hasSize(1);
        Plan after = plan(needed, NONE, 1);
        assertThat(holders(after, old)).isEmpty();
    }

    @Test
    void aHistoricalThatIsAwayForAMomentKeepsItsListAndGetsNothingNew() {
        SortedMap<SegmentId, Long> all = segments(new SplittableRandom(2), 20);
        addServers(2, Long.MAX_VALUE);
        settle(all, NONE, 1);
        String away = capacities.firstKey();
        Set<SegmentId> list = Set.copyOf(held.get(away));
        TreeMap<SegmentId, Long> more = new TreeMap<>(all);
        more.putAll(segments(new SplittableRandom(3), 30));
        List<Server> servers = new ArrayList<>();
        servers.add(new Server(away, 0, list, Set.of()));
        String there = capacities.lastKey();
        servers.add(new Server(there, Long.MAX_VALUE, held.get(there), held.get(there)));

        Plan plan = new AssignmentPlanner(1, MAX_MOVES).plan(more, NONE, servers);

        assertThat(plan.assignments().get(away)).containsExactlyInAnyOrderElementsOf(list);
        assertThat(plan.unplaced()).isEmpty();
    }

    @Test
    void withNobodyThereEverythingIsUnplaced() {
        SortedMap<SegmentId, Long> needed = segments(new SplittableRandom(4), 3);

        Plan plan = plan(needed, NONE, 2);

        assertThat(plan.assignments()).isEmpty();
    }

    private Plan plan(SortedMap<SegmentId, Long> needed, SortedMap<SegmentId, Long> retained, int replicas) {
        List<Server> servers = new ArrayList<>();
        capacities.forEach((name, capacity) -> servers.add(new Server(name, capacity, held.get(name), held.get(name))));
        return new AssignmentPlanner(replicas, MAX_MOVES).plan(needed, retained, servers);
    }

    private void settle(SortedMap<SegmentId, Long> needed, SortedMap<SegmentId, Long> retained, int replicas) {
        for (int round = 0; round < 500; round++) {
            Plan plan = plan(needed, retained, replicas);
            if (plan.assignments().equals(current())) {
                return;
            }
            carryOut(plan);
        }
        throw new AssertionError("Plans never come to rest");
    }

    private void carryOut(Plan plan) {
        plan.assignments().forEach((server, list) -> held.put(server, new TreeSet<>(list)));
    }

    private Map<String, SortedSet<SegmentId>> current() {
        TreeMap<String, SortedSet<SegmentId>> current = new TreeMap<>();
        held.forEach((server, list) -> current.put(server, new TreeSet<>(list)));
        return current;
    }

    private void addServers(int upTo, long capacity) {
        for (int i = 0; i < upTo; i++) {
            capacities.putIfAbsent("server-" + i, capacity);
            held.putIfAbsent("server-" + i, new TreeSet<>());
        }
    }

    private static List<String> holders(Plan plan, SegmentId segment) {
        return plan.assignments().entrySet().stream()
                .filter(entry -> entry.getValue().contains(segment))
                .map(entry -> entry.getKey())
                .toList();
    }

    private static long bytes(Set<SegmentId> list, SortedMap<SegmentId, Long> sizes) {
        return list.stream().mapToLong(segment -> sizes.get(segment)).sum();
    }

    private static SortedMap<SegmentId, Long> segments(SplittableRandom random, int count) {
        TreeMap<SegmentId, Long> segments = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Interval interval = new Interval(i / 2 * DAY, (i / 2 + 1) * DAY);
            segments.put(
                    new SegmentId("flights", interval, "v" + random.nextInt(3), i % 2), 1L + random.nextInt(1_000_000));
        }
        return segments;
    }
}
