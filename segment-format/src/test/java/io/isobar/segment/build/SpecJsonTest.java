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
            {"type":"KllDoublesSketch","name":"x","fieldName":"y"}          | Metric [x] has a type [KllDoublesSketch] that is not supported
            {"type":"longSum","name":"x","expression":"y+1"}                | Metric [x] of type [longSum] has a field [expression] that is not supported
            {"type":"longSum","name":"x"}                                   | Metric [x] of type [longSum] lacks the field [fieldName]
            {"type":"hyperUnique","name":"x","fieldName":"y","round":"yes"} | [round] = ["yes"]: expected true or false
            {"type":"thetaSketch","name":"x","fieldName":"y","size":100}    | Metric [x] of type [thetaSketch]: size is [100]: expected a power of two from [16] to [67108864]
            {"type":"thetaSketch","name":"x","fieldName":"y","errorBoundsStdDev":4} | errorBoundsStdDev is [4]: expected 1, 2 or 3
            {"type":"thetaSketch","name":"x","fieldName":"y","lgK":12}      | has a field [lgK] that is not supported: expected some of [errorBoundsStdDev, fieldName, isInputThetaSketch
            {"type":"HLLSketchBuild","name":"x","fieldName":"y","lgK":22}   | Metric [x] of type [HLLSketchBuild]: lgK is [22]: expected [4] to [21]
            {"type":"HLLSketchBuild","name":"x","fieldName":"y","tgtHllType":"HLL_5"}      | [tgtHllType] = [HLL_5]: expected one of [HLL_4, HLL_6, HLL_8]
            {"type":"HLLSketchMerge","name":"x","fieldName":"y","stringEncoding":"latin1"} | [stringEncoding] = [latin1]: expected one of [UTF16LE, UTF8]
            {"type":"quantilesDoublesSketch","name":"x","fieldName":"y","k":1}             | k is [1]: expected a power of two from [2] to [32768]
            {"type":"quantilesDoublesSketch","name":"x","fieldName":"y","maxStreamLength":0} | maxStreamLength is [0]: expected one or more
            {"type":"quantilesDoublesSketch","name":"x"}                    | lacks the field [fieldName]
            {"type":"stringFirst","name":"x","fieldName":"y","maxStringBytes":-1} | maxStringBytes is [-1]: expected none or more
            {"type":"longFirst","name":"x","fieldName":"y","maxStringBytes":5}    | has a field [maxStringBytes] that is not supported
            {"type":"longLast","name":"x","fieldName":"y","timeColumn":""}        | timeColumn is empty
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
