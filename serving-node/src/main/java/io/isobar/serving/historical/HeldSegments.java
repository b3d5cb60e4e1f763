package io.isobar.serving.historical;

import io.isobar.segment.SegmentId;
import io.isobar.serving.cluster.Announcer;
import io.isobar.serving.cluster.SegmentEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The open segments of a historical, announced as long as they are in here. Thread-safe. */
final class HeldSegments implements AutoCloseable {
    private final ConcurrentHashMap<SegmentId, HeldSegment> held = new ConcurrentHashMap<>();
    private final Set<HeldSegment> closing = ConcurrentHashMap.newKeySet();
    private final Announcer announcer;

    HeldSegments(Announcer announcer) {
        this.announcer = announcer;
    }

    void add(HeldSegment segment) {
        held.put(segment.entry().id(), segment);
        announcer.add(segment.entry());
        announcer.flush();
    }

    /** Announces what could not be announced when it changed. */
    void flush() {
        announcer.flush();
    }

    /** Takes {@code segment} back: unannounced, then closed once no query uses it. */
    void remove(HeldSegment segment, Runnable whenClosed) {
        closing.add(segment);
        if (held.remove(segment.entry().id(), segment)) {
            announcer.remove(segment.entry().id());
            announcer.flush();
        }
        segment.retire(() -> {
            closing.remove(segment);
            whenClosed.run();
        });
    }

    /** The open segment of that id, acquired: to be released by the caller. */
    Optional<HeldSegment> acquire(SegmentId id) {
        HeldSegment segment = held.get(id);
        return segment != null && segment.acquire() ? Optional.of(segment) : Optional.empty();
    }

    Optional<SegmentEntry> entry(SegmentId id) {
        return Optional.ofNullable(held.get(id)).map(HeldSegment::entry);
    }

    Collection<HeldSegment> all() {
        return List.copyOf(held.values());
    }

    /** The SHA-256 of each file that is open, also of those that wait for their last query. */
    Set<String> filesInUse() {
        return Stream.concat(held.values().stream(), closing.stream())
                .map(segment -> segment.entry().sha256())
                .collect(Collectors.toSet());
    }

    /** Closes each segment once no query uses it; what is announced ends with the session. */
    @Override
    public void close() {
        held.values().forEach(segment -> segment.retire(() -> {}));
    }
}
