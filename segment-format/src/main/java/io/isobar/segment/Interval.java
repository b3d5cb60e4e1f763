package io.isobar.segment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.isobar.segment.time.IsoPeriod;
import io.isobar.segment.time.IsoTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A stretch of time, half open.
 *
 * @param start first instant, in milliseconds since 1970-01-01T00:00:00Z
 * @param end first instant after it, not before {@code start}
 */
public record Interval(long start, long end) implements Comparable<Interval> {
    /** All times that Druid can name. */
    public static final Interval ETERNITY = new Interval(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);

    public Interval {
        if (start > end) {
            throw new IllegalArgumentException(
                    "Interval [%s/%s] ends before it starts".formatted(text(start), text(end)));
        }
    }

    /** Reads {@code start/end}, where one of both may be an ISO 8601 period; times without an offset are UTC. */
    @JsonCreator
    public static Interval parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash != text.lastIndexOf('/')) {
            throw new IllegalArgumentException(
                    "Interval [%s] isn't of the form start/end: write for example 2001-01-01/2001-02-01"
                            .formatted(text));
        }
        String left = text.substring(0, slash);
        String right = text.substring(slash + 1);
        if (isPeriod(right)) {
            long start = IsoTime.parse(left, ZoneOffset.UTC);
            return new Interval(start, IsoPeriod.parse(right).addTo(start, ZoneOffset.UTC, 1));
        }
        long end = IsoTime.parse(right, ZoneOffset.UTC);
        return isPeriod(left)
                ? new Interval(IsoPeriod.parse(left).addTo(end, ZoneOffset.UTC, -1), end)
                : new Interval(IsoTime.parse(left, ZoneOffset.UTC), end);
    }

    private static boolean isPeriod(String text) {
        return text.startsWith("P") || text.startsWith("p");
    }

    /** Whether {@code time} lies in this interval. */
    public boolean contains(long time) {
        return time >= start && time < end;
    }

    /** Whether all of {@code other} lies in this interval. */
    public boolean contains(Interval other) {
        return start <= other.start && other.end <= end;
    }

    /** Whether both have an instant in common; intervals that only meet don't. */
    public boolean overlaps(Interval other) {
        return start < other.end && other.start < end;
    }

    /** What both have in common, or nothing if they don't overlap. */
    public Optional<Interval> intersect(Interval other) {
        return overlaps(other)
                ? Optional.of(new Interval(Math.max(start, other.start), Math.min(end, other.end)))
                : Optional.empty();
    }

    /** Whether no instant lies in it. */
    public boolean isEmpty() {
        return start == end;
    }

    /** Orders by start, then by end. */
    @Override
    public int compareTo(Interval other) {
        int byStart = Long.compare(start, other.start);
        return byStart != 0 ? byStart : Long.compare(end, other.end);
    }

    /** Both ends in UTC, for example {@code 2001-01-01T00:00:00.000Z/2001-02-01T00:00:00.000Z}. */
    @JsonValue
    @Override
    public String toString() {
        return text(start) + '/' + text(end);
    }

    /** One instant as Druid writes it, for example {@code 2001-01-31T00:00:00.000Z}. */
    public static String text(long instant) {
        return IsoTime.format(instant, ZoneOffset.UTC);
    }
}
