package io.isobar.serving.broker;

import io.isobar.segment.SegmentId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which of the historicals that hold a segment is asked for it: always the same one, so that its memory stays warm, and
 * for another segment likely another, so that all have their share. One that failed lately is asked last. Thread-safe.
 */
final class ReplicaChoice {
    static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

    ReplicaChoice(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One of {@code holders} that isn't in {@code tried}. */
    Optional<String> choose(SegmentId segment, List<String> holders, Collection<String> tried) {
        return holders.stream()
                .filter(server -> !tried.contains(server))
                .min(Comparator.comparing(this::failedLately)
                        .thenComparingInt(server -> mix(segment.hashCode() * 31 + server.hashCode()))
                        .thenComparing(Comparator.naturalOrder()));
    }

    void failed(String server) {
        failures.put(server, nanos.getAsLong());
    }

    void answered(String server) {
        failures.remove(server);
    }

    private boolean failedLately(String server) {
        Long at = failures.get(server);
        return at != null && nanos.getAsLong() - at < FAILURE_REMEMBERED.toNanos();
    }

    /** Spreads the bits of a hash, as MurmurHash3 ends. */
    private static int mix(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
