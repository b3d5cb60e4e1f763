package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.testing.GoldenSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dimensions, metrics and indexSpec in Druid's JSON. */
class SpecJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 8, 10, 15})
    void writesWhatDruidWroteForTheSame(int number) {
        JsonNode spec = GoldenSegment.number(number).specJson();
        for (JsonNode metric : spec.path("metricsSpec")) {
            assertThat(Metric.fromJson(metric).toJson()).isEqualTo(metric);
        }
        for (JsonNode dimension : spec.at("/dimensionsSpec/dimensions")) {
            assertThat(Dimension.fromJson(dimension).toJson()).isEqualTo(dimension);
        }
        assertThat(IndexSpec.fromJson(spec.path("indexSpec")).toJson()).isEqualTo(spec.path("indexSpec"));
    }

    @Test
    void aNameAloneIsAStringDimension() throws JsonProcessingException {
        assertThat(Dimension.fromJson(JSON.readTree("\"city\""))).isEqualTo(Dimension.string("city"));
    }

    @Test
    void anAbsentIndexSpecIsWhatEveryDruidReads() {
        assertThat(IndexSpec.fromJson(null)).isEqualTo(IndexSpec.defaults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"auto","name":"x"}                       | Dimension [x] has [type] = [auto]: expected one of [STRING, LONG, FLOAT, DOUBLE]
            {"type":"string","name":"x","createBitmap":true} | Dimension has a field [createBitmap] that is not supported
            {"type":"string"}                                | Dimension lacks the field [name]
            {"type":"string","name":"__time"}                | Invalid name of a dimension [__time]
            """)
    void namesWhatIsWrongWithADimension(String json, String message) {
        assertThatThrownBy(() -> Dimension.fromJson(JSON.readTree(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"thetaSketch","name":"x","fieldName":"y"}               | Metric [x] has a type [thetaSketch] that is not supported
            {"type":"longSum","name":"x","expression":"y+1"}                | Metric [x] of type [longSum] has a field [expression] that is not supported
            {"type":"longSum","name":"x"}                                   | Metric [x] of type [longSum] lacks the field [fieldName]
            {"type":"hyperUnique","name":"x","fieldName":"y","round":"yes"} | [round] = ["yes"]: expected true or false
            """)
    void namesWhatIsWrongWithAMetric(String json, String message) {
        assertThatThrownBy(() -> Metric.fromJson(JSON.readTree(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"dimensionCompression":"none"}                                                  | [dimensionCompression] = [none]
            {"metricCompression":"snappy"}                                                   | indexSpec has [metricCompression] = [snappy]: expected one of
            {"complexMetricCompression":"lz4"}                                               | indexSpec has a field [complexMetricCompression] that is not supported
            {"stringDictionaryEncoding":{"type":"frontCoded","bucketSize":3}}                | [bucketSize] = [3]: expected a power of 2
            {"stringDictionaryEncoding":{"type":"frontCoded","bucketSize":4,"formatVersion":7}} | [formatVersion] = [7]
            {"bitmap":{"type":"bitset"}}                                                     | indexSpec.bitmap has [type] = [bitset]
            """)
    void namesWhatIsWrongWithAnIndexSpec(String json, String message) {
        assertThatThrownBy(() -> IndexSpec.fromJson(JSON.readTree(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
