package io.isobar.catalog.dc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DruidTimelineTest {
    private static final String MONTH = "2001-01-01/2001-02-01";
    private static final String DAY = "2001-01-10/2001-01-11";

    @Test
    void aNewerVersionHidesAnOlderOne() {
        assertThat(visible(segment(DAY, "v1", numbered(0, 1)), segment(DAY, "v2", numbered(0, 1))))
                .containsExactly("v2_0 [2001-01-10T00:00:00.000Z/2001-01-11T00:00:00.000Z]");
    }

    @Test
    void aNewerDayCutsAHoleIntoAnOlderMonth() {
        assertThat(visible(segment(MONTH, "v1", numbered(0, 1)), segment(DAY, "v2", numbered(0, 1))))
                .containsExactly(
                        "v1_0 [2001-01-01T00:00:00.000Z/2001-01-10T00:00:00.000Z, 2001-01-11T00:00:00.000Z/2001-02-01T00:00:00.000Z]",
                        "v2_0 [2001-01-10T00:00:00.000Z/2001-01-11T00:00:00.000Z]");
    }

    @Test
    void anOlderDayIsHiddenByANewerMonth() {
        assertThat(visible(segment(MONTH, "v3", numbered(0, 1)), segment(DAY, "v2", numbered(0, 1))))
                .containsExactly("v3_0 [2001-01-01T00:00:00.000Z/2001-02-01T00:00:00.000Z]");
    }

    @Test
    void anIncompleteVersionHidesNothing() {
        assertThat(visible(
                        segment(DAY, "v1", numbered(0, 1)),
                        segment(DAY, "v2", numbered(0, 3)),
                        segment(DAY, "v2", numbered(2, 3))))
                .containsExactly("v1_0 [2001-01-10T00:00:00.000Z/2001-01-11T00:00:00.000Z]");
    }

    @Test
    void whatIsAppendedToACompleteVersionIsVisibleWithIt() {
        assertThat(visible(
                        segment(DAY, "v2", hashed(0, 2)),
                        segment(DAY, "v2", hashed(1, 2)),
                        segment(DAY, "v2", numbered(2, 2))))
                .hasSize(3);
        assertThat(visible(segment(DAY, "v2", numbered(4, 0)))).hasSize(1);
        assertThat(visible(segment(DAY, "v2", "{\"type\": \"linear\", \"partitionNum\": 7}")))
                .hasSize(1);
    }

    @Test
    void rangesWithoutANumberMustChainFromOpenToOpen() {
        String first = range("null", "[\"m\"]", 0);
        String last = range("[\"m\"]", "null", 1);

        assertThat(visible(segment(DAY, "v1", first), segment(DAY, "v1", last))).hasSize(2);
        assertThat(visible(segment(DAY, "v1", first))).isEmpty();
        assertThat(visible(segment(DAY, "v1", last))).isEmpty();
    }

    @Test
    void aTombstoneHidesAndHasNoRows() {
        assertThat(visible(
                        segment(DAY, "v1", numbered(0, 1)),
                        segment(DAY, "v2", "{\"type\": \"tombstone\", \"partitionNum\": 0, \"partitions\": 1}")))
                .isEmpty();
    }

    @Test
    void aSegmentThatReplacedAPartOfItsIntervalIsRefused() {
        assertThatThrownBy(() -> visible(segment(
                        DAY, "v1", "{\"type\": \"numbered_overwrite\", \"partitionId\": 32768, \"minorVersion\": 1}")))
                .hasMessageContaining("(shardSpec [numbered_overwrite]): compact its interval in Druid first");
    }

    @Test
    void aPayloadThatIsNoneIsNamed() {
        assertThatThrownBy(() -> DruidSegment.parse("row-7", "no JSON".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith(
                        "Row [row-7] of Druid's segments has a payload of [7] bytes that can't be read");
    }

    private static List<String> visible(DruidSegment... used) {
        return DruidTimeline.of(List.of(used)).stream()
                .map(visible -> visible.segment().id().version() + "_"
                        + visible.segment().id().partition() + " " + visible.intervals())
                .toList();
    }

    private static DruidSegment segment(String interval, String version, String shardSpec) {
        return DruidSegment.parse(
                "row", """
                {"dataSource": "d", "interval": "%s", "version": "%s", "loadSpec": {"type": "local", "path": "/x"},
                 "dimensions": "a,b", "metrics": "", "shardSpec": %s, "binaryVersion": 9, "size": 1}""".formatted(interval, version, shardSpec).getBytes(StandardCharsets.UTF_8));
    }

    private static String numbered(int partition, int partitions) {
        return "{\"type\": \"numbered\", \"partitionNum\": %d, \"partitions\": %d}".formatted(partition, partitions);
    }

    private static String hashed(int partition, int partitions) {
        return "{\"type\": \"hashed\", \"partitionNum\": %d, \"partitions\": %d, \"partitionDimensions\": []}"
                .formatted(partition, partitions);
    }

    private static String range(String start, String end, int partition) {
        return "{\"type\": \"single\", \"dimension\": \"a\", \"start\": %s, \"end\": %s, \"partitionNum\": %d}"
                .formatted(start, end, partition);
    }
}
