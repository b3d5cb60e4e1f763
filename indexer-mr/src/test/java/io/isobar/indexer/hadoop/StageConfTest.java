package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.shuffle.EarlyRollup;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.Metric;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class StageConfTest {

    /** A count of rows that were made one is not the number of those that reach the reducer. */
    @Test
    void countsAreAddedUpSoThatRowsCanBecomeOneBeforeTheyAreSorted() {
        IngestionSpec spec = spec("true", "longSum");

        assertThat(EarlyRollup.appliesTo(spec)).isTrue();
        assertThat(spec.metrics()).extracting(Metric::kind).containsExactly(Metric.Kind.LONG_SUM, Metric.Kind.LONG_SUM);
    }

    @Test
    void countsAreCountedWhereEachRowReachesTheReducer() {
        for (IngestionSpec spec : new IngestionSpec[] {spec("true", "doubleSum"), spec("false", "longSum")}) {
            assertThat(EarlyRollup.appliesTo(spec)).isFalse();
            assertThat(spec.metrics().get(0).kind()).isEqualTo(Metric.Kind.COUNT);
        }
    }

    private static IngestionSpec spec(String rollup, String sum) {
        String json = """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "x"],
                     "timestampSpec": {"column": "t", "format": "millis"},
                     "dimensionsSpec": {"dimensions": ["a"]}}},
                   "metricsSpec": [{"type": "count", "name": "count"}, {"type": "%s", "name": "sum", "fieldName": "x"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "rollup": %s, "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/rows"}},
                 "tuningConfig": {"type": "hadoop"}}""".formatted(sum, rollup);
        IndexSpecFile file = IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false);
        return StageConf.create(new Configuration(false), file, Set.of(), new Path("/run"))
                .spec();
    }
}
