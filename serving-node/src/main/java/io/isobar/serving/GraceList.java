package io.isobar.serving;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Remembers since when things are on a list, and which of them have been on it for longer than a grace. For one thread. */
public final class GraceList<T> {
    private final Duration grace;
    private final LongSupplier nanos;
    private final Map<T, Long> since = new HashMap<>();

    public GraceList(Duration grace, LongSupplier nanos) {
        this.grace = grace;
        this.nanos = nanos;
    }

    /** Replaces what is on the list. What was on it already keeps its time. Returns those whose grace isn't over. */
    public Set<T> update(Collection<T> now) {
        since.keySet().retainAll(Set.copyOf(now));
        long time = nanos.getAsLong();
        now.forEach(item -> since.putIfAbsent(item, time));
        return since.entrySet().stream()
                .filter(entry -> time - entry.getValue() < grace.toNanos())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
