package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.input.RowOutcome;
import org.apache.hadoop.mapreduce.Counters;
import org.junit.jupiter.api.Test;

class OutcomeCountersTest {
    @Test
    void rowsAreCountedUnderTheNamesOfDruidsCounters() {
        Counters counters = new Counters();
        counters.findCounter("Isobar", "ROWS_PROCESSED").increment(5);
        counters.findCounter("Isobar", "ROWS_PROCESSED_WITH_ERRORS").increment(4);
        counters.findCounter("Isobar", "ROWS_UNPARSEABLE").increment(3);
        counters.findCounter("Isobar", "ROWS_THROWN_AWAY").increment(2);

        assertThat(OutcomeCounters.read(counters))
                .containsExactly(
                        entry(RowOutcome.PROCESSED, 5L),
                        entry(RowOutcome.PROCESSED_WITH_ERROR, 4L),
                        entry(RowOutcome.UNPARSEABLE, 3L),
                        entry(RowOutcome.THROWN_AWAY, 2L));
    }
}
