package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between the rows and a metric: filters, and an expression in the place of a field. */
class MetricSpecTest {
    private static final String PAID = "{'type': 'selector', 'dimension': 'paid', 'value': 'yes'}";
    private static final String LARGE = "{'type': 'expression', 'expression': 'price * amount > 100'}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            'name': 'outer', | inner | outer
            'name': '',      | inner | inner
            'name': null,    | inner | inner
            ``               | inner | inner
            'name': 'outer', | ``    | outer
            """)
    void theNameIsTheWrappersOrElseTheAggregators(String wrapper, String inner, String name) throws Exception {
        MetricSpec metric =
                metric("{'type': 'filtered', %s 'filter': %s, 'aggregator': {'type': 'longSum', 'name': '%s',"
                                .formatted(wrapper, PAID, inner)
                        + " 'fieldName': 'price'}}");

        assertThat(metric.name()).isEqualTo(name);
        assertThat(metric.column()).isEqualTo(Metric.of(Metric.Kind.LONG_SUM, name, "price"));
    }

    @Test
    void ofFiltersWithinEachOtherTheOutermostNamesAndAllCount() throws Exception {
        MetricSpec metric = metric("""
                {'type': 'filtered', 'name': 'a', 'filter': %s, 'aggregator':
                  {'type': 'filtered', 'name': 'b', 'filter': %s, 'aggregator': {'type': 'count', 'name': 'c'}}}""".formatted(PAID, LARGE));

        assertThat(metric.name()).isEqualTo("a");
        assertThat(metric.filters()).containsExactly(json(PAID), json(LARGE));
    }

    @Test
    void aCountOfSomeRowsIsASumInTheSegment() throws Exception {
        MetricSpec all = metric("{'type': 'count', 'name': 'n'}");
        MetricSpec some = metric(
                "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'count', 'name': 'n'}}".formatted(PAID));

        assertThat(all.column()).isEqualTo(Metric.of(Metric.Kind.COUNT, "n", null));
        assertThat(some.column()).isEqualTo(Metric.of(Metric.Kind.LONG_SUM, "n", "n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'count', 'name': 'n'}
            {'type': 'doubleMax', 'name': 'n', 'expression': 'price * amount'}
            {'type': 'thetaSketch', 'name': 'n', 'fieldName': 'user', 'size': 64}
            {'type': 'filtered', 'name': 'n', 'filter': {'type': 'true'}, 'aggregator': {'type': 'longMin', 'name': 'm', 'fieldName': 'x'}}
            {'type': 'filtered', 'filter': {'type': 'true'}, 'aggregator': {'type': 'floatSum', 'name': 'm', 'expression': 'a + 1'}}
            {'type': 'filtered', 'name': 'n', 'filter': {'type': 'true'}, 'aggregator': {'type': 'filtered', 'filter': {'type': 'false'}, 'aggregator': {'type': 'count', 'name': 'm'}}}
            """)
    void whatIsWrittenIsReadAsTheSame(String text) throws Exception {
        MetricSpec metric = metric(text);

        assertThat(MetricSpec.fromJson(metric.toJson(), "metric")).isEqualTo(metric);
    }

    @Test
    void whatFiltersAndExpressionsReadIsTakenFromFilesAndIsNoDimension() {
        String metrics = """
                [{'type': 'filtered', 'filter': %s, 'aggregator':
                    {'type': 'longFirst', 'name': 'x', 'fieldName': 'code', 'timeColumn': 'at'}},
                 {'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'count', 'name': 'y'}},
                 {'type': 'doubleSum', 'name': 'z', 'expression': 'cost + tax'}]""".formatted(PAID, LARGE);
        List<String> read = List.of("t", "paid", "code", "at", "price", "amount", "cost", "tax");

        FlattenSpec listed = spec("['d']", metrics).format().flatten();
        IngestionSpec discovering = spec("[]", metrics);
        List<String> fields = List.of("d", "t", "paid", "code", "at", "price", "amount", "cost", "tax", "x", "e");

        assertThat(listed.needed()).containsAll(read).contains("d").hasSize(read.size() + 1);
        assertThat(listed.discover()).isFalse();
        assertThat(discovering.dimensions().resolve(fields, discovering.timestamp(), discovering.metricSpecs()))
                .extracting(Dimension::name)
                .containsExactly("d", "e");
    }

    @Test
    void specsThatDifferByAFilterOrAnExpressionAloneAreNotTheSame() {
        String filtered =
                "[{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'longSum', 'name': 'n', 'expression': '%s'}}]";

        assertThat(List.of(
                        file("['d']", filtered.formatted(PAID, "a")).canonical(),
                        file("['d']", filtered.formatted(LARGE, "a")).canonical(),
                        file("['d']", filtered.formatted(PAID, "b")).canonical()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'filtered', 'aggregator': {'type': 'count', 'name': 'n'}} | metricsSpec[0].filter] is missing: a filtered metric has a filter
            {'type': 'filtered', 'filter': {'type': 'true'}} | metricsSpec[0].aggregator] is missing: a filtered metric has a filter
            {'type': 'filtered', 'filter': 'paid', 'aggregator': {'type': 'count', 'name': 'n'}} | metricsSpec[0].filter] must be an object
            {'type': 'filtered', 'filter': {'type': 'javascript'}, 'aggregator': {'type': 'count', 'name': 'n'}} | metricsSpec[0].filter.type = javascript] is known to Druid and not possible here
            {'type': 'filtered', 'filter': {'type': 'true'}, 'aggregator': {'type': 'count'}} | metricsSpec[0].aggregator] can't be used
            {'type': 'filtered', 'filter': {'type': 'true'}, 'aggregator': {'type': 'variance'}} | metricsSpec[0].aggregator.type = variance] is known to Druid
            {'type': 'filtered', 'filter': {'type': 'true'}, 'aggregator': {'type': 'longSumm'}} | metricsSpec[0].aggregator.type] has unknown value [longSumm]
            {'type': 'longSum', 'name': 'n', 'fieldName': 'a', 'expression': 'a + b'} | metricsSpec[0].expression] excludes [fieldName]
            {'type': 'longSum', 'name': 'n', 'expression': 'a +'} | metricsSpec[0].expression] can't be used
            {'type': 'longSum', 'name': 'n'} | lacks the field [fieldName]
            """)
    void saysWhatIsWrongAndWhere(String metric, String message) {
        assertThatThrownBy(() -> file("['d']", "[" + metric + "]"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anExpressionThatIsNullIsNone() {
        assertThat(spec("['d']", "[{'type': 'longSum', 'name': 'n', 'fieldName': 'a', 'expression': null}]")
                        .metricSpecs())
                .containsExactly(MetricSpec.of(Metric.of(Metric.Kind.LONG_SUM, "n", "a")));
    }

    private static IngestionSpec spec(String dimensions, String metrics) {
        return file(dimensions, metrics).spec();
    }

    private static IndexSpecFile file(String dimensions, String metrics) {
        String spec = """
                {'dataSchema': {'dataSource': 'x', 'timestampSpec': {'column': 't'},
                   'dimensionsSpec': {'dimensions': %s}, 'metricsSpec': %s},
                 'ioConfig': {'inputFormat': {'type': 'json'}}}""".formatted(dimensions, metrics);
        return IndexSpecFile.parse(spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8), false);
    }

    private static MetricSpec metric(String text) throws JsonProcessingException {
        return MetricSpec.fromJson(json(text), "metric");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
