package io.isobar.segment;

import io.isobar.segment.time.IsoTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Names one immutable segment, in Druid's words and text form.
 *
 * @param dataSource the table it belongs to
 * @param interval the bucket of time that it covers
 * @param version orders rebuilds of the same bucket: the greatest one, compared as text, is the newest
 * @param partition position among the segments of one bucket and version, from 0
 */
public record SegmentId(String dataSource, Interval interval, String version, int partition)
        implements Comparable<SegmentId> {
    private static final Comparator<SegmentId> ORDER = Comparator.comparing(SegmentId::dataSource)
            .thenComparing(SegmentId::interval)
            .thenComparing(SegmentId::version)
            .thenComparingInt(SegmentId::partition);

    public SegmentId {
        if (dataSource.isEmpty() || dataSource.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "Invalid datasource [%s]: it must not be empty nor contain '/'".formatted(dataSource));
        }
        if (version.isEmpty()) {
            throw new IllegalArgumentException("Segment of [%s] has an empty version".formatted(dataSource));
        }
        if (partition < 0) {
            throw new IllegalArgumentException(
                    "Segment of [%s] has partition [%d]: it must not be negative".formatted(dataSource, partition));
        }
    }

    /**
     * Reads what {@link #toString} writes. The name of the datasource must be known, since it may contain the
     * separator.
     *
     * @throws IllegalArgumentException if {@code text} is no id of a segment of {@code dataSource}
     */
    public static SegmentId parse(String dataSource, String text) {
        if (!text.startsWith(dataSource + "_")) {
            throw invalid(dataSource, text, null);
        }
        String[] parts = text.substring(dataSource.length() + 1).split("_", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw invalid(dataSource, text, null);
        }
        try {
            Interval interval =
                    new Interval(IsoTime.parse(parts[0], ZoneOffset.UTC), IsoTime.parse(parts[1], ZoneOffset.UTC));
            int partition = parts.length == 4 ? Integer.parseInt(parts[3]) : 0;
            return new SegmentId(dataSource, interval, parts[2], partition);
        } catch (IllegalArgumentException e) {
            throw invalid(dataSource, text, e);
        }
    }

    @Override
    public int compareTo(SegmentId other) {
        return ORDER.compare(this, other);
    }

    /** {@code dataSource_start_end_version}, and {@code _partition} unless that is 0. */
    @Override
    public String toString() {
        String id = dataSource
                + '_'
                + Interval.text(interval.start())
                + '_'
                + Interval.text(interval.end())
                + '_'
                + version;
        return partition == 0 ? id : id + '_' + partition;
    }

    private static IllegalArgumentException invalid(String dataSource, String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "[%s] is no id of a segment of datasource [%s]: expected <dataSource>_<start>_<end>_<version>[_<partition>]"
                        .formatted(text, dataSource),
                cause);
    }
}
