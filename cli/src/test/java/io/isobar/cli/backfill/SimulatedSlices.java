package io.isobar.cli.backfill;

import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.control.BatchTicket;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SliceBatch;
import io.isobar.segment.Interval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Slices that take simulated time: the clock moves only while somebody waits for events. A slice that goes well is sealed
 * in the ledger of batches, as a real run would do it.
 */
final class SimulatedSlices extends Clock implements SliceRunner, Event.Inbox {
    private final ControlDatabase database;
    private final List<String> dataSources;
    private final SplittableRandom random;
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Map<Interval, Deque<SliceOutcome>> script = new HashMap<>();
    private final List<Interval> started = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T03:00:00Z");
    private int running;
    private int mostRunning;
    private boolean stopping;

    private record Due(Instant at, Interval slice, Consumer<SliceOutcome> ended) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at.compareTo(other.at);
        }
    }

    SimulatedSlices(ControlDatabase database, List<String> dataSources, long seed) {
        this.database = database;
        this.dataSources = List.copyOf(dataSources);
        this.random = new SplittableRandom(seed);
    }

    /** The next attempts at a slice end so; those after them go well. */
    void plan(Interval slice, SliceOutcome... outcomes) {
        script.put(slice, new ArrayDeque<>(List.of(outcomes)));
    }

    /** All attempts, in the order of their start. */
    List<Interval> started() {
        return started;
    }

    int mostRunning() {
        return mostRunning;
    }

    static String fingerprint(Interval slice) {
        return "input-of-" + slice;
    }

    static Map<String, String> fingerprints(Interval slice, List<String> dataSources) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        dataSources.forEach(dataSource -> fingerprints.put(dataSource, fingerprint(slice)));
        return fingerprints;
    }

    static List<SliceBatch> batches(Interval slice, List<String> dataSources) {
        return dataSources.stream()
                .map(dataSource -> new SliceBatch(dataSource, fingerprint(slice), "v"))
                .toList();
    }

    /** As a run that nobody of this backfill started. */
    void seal(Interval slice) {
        dataSources.forEach(dataSource -> seal(slice, dataSource));
    }

    /** As a run that died between its first output and the others. */
    void sealHalf(Interval slice) {
        seal(slice, dataSources.get(0));
    }

    private void seal(Interval slice, String dataSource) {
        long epoch = database.batches().homeOrFirst(dataSource, "east").epoch();
        BatchTicket ticket = database.batches().begin(dataSource, fingerprint(slice), epoch, now);
        if (ticket.sealed().isPresent()) {
            return;
        }
        database.batches()
                .seal(new SealedBatch(
                        dataSource, fingerprint(slice), ticket.version(), List.of(slice), List.of(), "east", epoch));
    }

    @Override
    public void start(Interval slice, int attempt, Consumer<SliceOutcome> ended) {
        started.add(slice);
        running++;
        mostRunning = Math.max(mostRunning, running);
        dues.add(new Due(now.plusSeconds(random.nextInt(1, 120)), slice, ended));
    }

    @Override
    public void stopAll() {
        stopping = true;
    }

    @Override
    public String log(Interval slice, int attempt) {
        return "log";
    }

    @Override
    public void put(Event event) {
        events.add(event);
    }

    @Override
    public Optional<Event> take(Duration atMost) {
        Instant until = now.plus(atMost);
        while (events.isEmpty() && !dues.isEmpty() && !dues.peek().at().isAfter(until)) {
            Due due = dues.remove();
            now = due.at();
            running--;
            due.ended().accept(outcome(due.slice()));
        }
        if (events.isEmpty()) {
            now = until;
        }
        return Optional.ofNullable(events.poll());
    }

    private SliceOutcome outcome(Interval slice) {
        if (stopping) {
            return new SliceOutcome.Stopped();
        }
        SliceOutcome planned = script.getOrDefault(slice, new ArrayDeque<>()).poll();
        if (planned != null) {
            return planned;
        }
        seal(slice);
        return new SliceOutcome.Sealed(batches(slice, dataSources), "sealed");
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
