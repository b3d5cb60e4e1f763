package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A segment of Druid 37.0.0 with a projection and a spatial index, sorted by a text before time: what isn't read is passed over. */
class ProjectionsReadTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void givesTheRowsThatDruidGives() throws IOException {
        JsonNode expected = JSON.readTree(path("rows.json").toFile());
        try (Segment segment = Segment.open(path("segment"))) {
            int at = 0;
            for (JsonNode name : expected.path("names")) {
                List<Object> column = SegmentDump.column(segment, name.asText());
                for (int row = 0; row < column.size() && !isPair(expected, name); row++) {
                    assertThat(JSON.readTree(JSON.writeValueAsString(column.get(row))))
                            .as("row %d of %s", row, name)
                            .isEqualTo(expected.path("rows").get(row).get(at));
                }
                at++;
            }
        }
    }

    /** Its bytes are given, not what they mean. */
    private static boolean isPair(JsonNode expected, JsonNode name) {
        return expected.path("types").path(name.asText()).asText().contains("serializablePair");
    }

    @Test
    void findsTheTimesAmongRowsThatAreNotSortedByThem() throws IOException {
        try (Segment segment = Segment.open(path("segment"))) {
            assertThat(segment.metadata().sortedByTime()).isFalse();
            assertThat(segment.minTime()).isEqualTo(1704067200000L);
            assertThat(segment.maxTime()).isEqualTo(1704067200000L + 59_000);
        }
    }

    @Test
    void knowsTheProjectionNeitherAsAColumnNorAsDamage() throws IOException {
        try (Segment segment = Segment.open(path("segment"))) {
            assertThat(segment.columnNames()).noneMatch(name -> name.contains("bystr"));
            assertThat(segment.column("bystr/str")).isEmpty();
            StringColumn place = (StringColumn) segment.column("place").orElseThrow();
            assertThat(place.hasBitmaps()).isTrue();
            assertThat(place.bitmap(0).getCardinality()).isEqualTo(1);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(ProjectionsReadTest.class.getResource("/projections/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
