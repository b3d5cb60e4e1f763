package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SegmentIdTest {
    private static final Interval JANUARY = Interval.parse("2001-01-01/2001-02-01");

    @Test
    void writesThePartitionOnlyIfItIsNotZero() {
        assertThat(new SegmentId("flights", JANUARY, "2026-01-01T00:00:00.000Z", 0))
                .hasToString("flights_2001-01-01T00:00:00.000Z_2001-02-01T00:00:00.000Z_2026-01-01T00:00:00.000Z");
        assertThat(new SegmentId("flights", JANUARY, "v", 7).toString()).endsWith("Z_v_7");
    }

    @Test
    void readsBackWhatItWritesEvenIfTheDatasourceContainsTheSeparator() {
        SegmentId id = new SegmentId("us_flights_v", JANUARY, "2026-01-01T00:00:00.000Z", 12);

        assertThat(SegmentId.parse("us_flights_v", id.toString())).isEqualTo(id);
    }

    @Test
    void refusesAnIdOfAnotherDatasource() {
        String id = new SegmentId("flights", JANUARY, "v", 0).toString();

        assertThatThrownBy(() -> SegmentId.parse("flight", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no id of a segment of datasource [flight]");
    }

    @Test
    void ordersByTimeBeforeVersionAndPartition() {
        SegmentId early = new SegmentId("a", JANUARY, "z", 9);
        SegmentId late = new SegmentId("a", Interval.parse("2001-02-01/P1M"), "a", 0);

        assertThat(early).isLessThan(late);
        assertThat(new SegmentId("a", JANUARY, "z", 10)).isGreaterThan(early);
    }
}
