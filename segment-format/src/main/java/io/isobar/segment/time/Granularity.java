package io.isobar.segment.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.isobar.segment.Interval;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How time is cut into buckets: Druid's {@code granularity} and {@code queryGranularity}.
 *
 * <p>Either a name ({@code all}, {@code none}, {@code hour} …), or JSON of type {@code duration} (exact milliseconds
 * from an origin), {@code period} (an ISO 8601 period on the clock of a time zone, days of 23 and 25 hours included),
 * {@code all} or {@code none}. Two granularities are equal if Druid writes them the same way.
 *
 * <p>Times before the origin lie in buckets too: a bucket always starts at or before the times that it holds.
 */
public final class Granularity {
    /** One bucket for all times. */
    public static final Granularity ALL = new Granularity(typeOnly("all"), new SingleBucket(), ZoneOffset.UTC);

    /** A bucket for each millisecond: times stay as they are. */
    public static final Granularity NONE = new Granularity(typeOnly("none"), new FixedBuckets(1, 0), ZoneOffset.UTC);

    /** Hours of UTC. */
    public static final Granularity HOUR = named(Name.HOUR);

    /** Days of UTC. */
    public static final Granularity DAY = named(Name.DAY);

    /** Months of UTC. */
    public static final Granularity MONTH = named(Name.MONTH);

    /** Years of UTC. */
    public static final Granularity YEAR = named(Name.YEAR);

    /** More buckets than any answer or batch may have; beyond it, {@link #buckets} refuses. */
    static final long MAX_BUCKETS = 100_000_000;

    private final JsonNode json;
    private final Buckets buckets;
    private final ZoneId zone;

    private Granularity(JsonNode json, Buckets buckets, ZoneId zone) {
        this.json = json;
        this.buckets = buckets;
        this.zone = zone;
    }

    /** The granularities that have a name; weeks start on Monday. */
    private enum Name {
        SECOND("PT1S"),
        MINUTE("PT1M"),
        FIVE_MINUTE("PT5M"),
        TEN_MINUTE("PT10M"),
        FIFTEEN_MINUTE("PT15M"),
        THIRTY_MINUTE("PT30M"),
        HOUR("PT1H"),
        SIX_HOUR("PT6H"),
        EIGHT_HOUR("PT8H"),
        DAY("P1D"),
        WEEK("P1W"),
        MONTH("P1M"),
        QUARTER("P3M"),
        YEAR("P1Y");

        private static final List<Name> VALUES = List.of(values());

        private final String period;

        Name(String period) {
            this.period = period;
        }
    }

    /** The granularity of a name, in upper or lower case. */
    public static Granularity parse(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("ALL")) {
            return ALL;
        }
        if (upper.equals("NONE")) {
            return NONE;
        }
        return Name.VALUES.stream()
                .filter(known -> known.name().equals(upper))
                .findFirst()
                .map(Granularity::named)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Granularity [%s] isn't known: write one of [all, none, %s], or {\"type\":\"period\",\"period\":\"P2D\"}"
                                .formatted(name, names())));
    }

    /** The granularity of a name or of an object with a {@code type}. */
    public static Granularity fromJson(JsonNode json) {
        return json.isTextual() ? parse(json.textValue()) : GranularityJson.read(json);
    }

    /** Buckets of an ISO 8601 period on the clock of {@code zone}, counted from {@code origin} if there is one. */
    public static Granularity period(IsoPeriod period, ZoneId zone, OptionalLong origin) {
        if (zone.equals(ZoneOffset.UTC) && origin.isEmpty()) {
            String text = period.toString();
            for (Name name : Name.VALUES) {
                if (name.period.equals(text)) {
                    return named(name);
                }
            }
        }
        return new Granularity(
                GranularityJson.period(period, zone, origin), PeriodBuckets.of(period, zone, origin), zone);
    }

    /** Buckets of {@code millis} milliseconds counted from {@code origin}. */
    static Granularity duration(long millis, long origin) {
        var buckets = new FixedBuckets(millis, origin);
        return new Granularity(GranularityJson.duration(millis, buckets.origin()), buckets, ZoneOffset.UTC);
    }

    /** First instant of the bucket that {@code time} lies in. Allocates nothing where all buckets have one length. */
    public long bucketStart(long time) {
        return buckets.start(time);
    }

    /** First instant after the bucket that starts at {@code start}. */
    public long nextBucket(long start) {
        return buckets.next(start);
    }

    /**
     * The buckets that overlap {@code interval}, whole and in order of time; for {@code all} the interval itself. They
     * are computed while they are read.
     *
     * @throws IllegalArgumentException if there are more than 100 million
     */
    public Iterable<Interval> buckets(Interval interval) {
        if (isAll()) {
            return List.of(interval);
        }
        double count = ((double) interval.end() - interval.start()) / buckets.typicalMillis();
        if (count > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "Interval [%s] has more than [%d] buckets of granularity [%s]: shorten it, or choose longer buckets"
                            .formatted(interval, MAX_BUCKETS, this));
        }
        return () -> new BucketIterator(buckets, interval);
    }

    /** Whether all times lie in one bucket. */
    public boolean isAll() {
        return buckets instanceof SingleBucket;
    }

    /** The time zone in which the starts of buckets are written. */
    public ZoneId zone() {
        return zone;
    }

    /** The form that Druid writes: a name in upper case where there is one, otherwise an object. */
    public JsonNode toJson() {
        return json.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Granularity that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The JSON form, without quotes around a name. */
    @Override
    public String toString() {
        return json.isTextual() ? json.textValue() : json.toString();
    }

    private static Granularity named(Name name) {
        return new Granularity(
                TextNode.valueOf(name.name()),
                PeriodBuckets.of(IsoPeriod.parse(name.period), ZoneOffset.UTC, OptionalLong.empty()),
                ZoneOffset.UTC);
    }

    private static JsonNode typeOnly(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String names() {
        return Arrays.stream(Name.values())
                .map(name -> name.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
