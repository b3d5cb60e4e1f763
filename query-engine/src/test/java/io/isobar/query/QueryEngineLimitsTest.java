package io.isobar.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.query.error.QueryException;
import io.isobar.query.error.QueryException.Category;
import io.isobar.segment.Segment;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryEngineLimitsTest {
    private Segment segment;

    @BeforeEach
    void open() throws IOException {
        segment = Segment.open(GoldenSegment.number(10).segment());
    }

    @AfterEach
    void close() {
        segment.close();
    }

    private static void endsIn(Category category, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.category()).isEqualTo(category));
    }

    private PartialResult run(QueryEngine engine, Query query) {
        return engine.run(query, Answers.id(segment, 0), segment);
    }

    private static Query groupBy(String context) {
        return Answers.query("{'queryType':'groupBy','dataSource':'d','granularity':'all','intervals':'2000/2030',"
                + "'dimensions':['user'],'aggregations':[{'type':'count','name':'n'}],'context':" + context + "}");
    }

    @Test
    void givesUpAfterTheTimeout() {
        AtomicLong clock = new AtomicLong();
        QueryEngine slow = new QueryEngine(() -> clock.addAndGet(2_000_000));
        endsIn(Category.TIMEOUT, () -> run(slow, groupBy("{'timeout':1}")));
        assertThat(run(slow, groupBy("{'timeout':0}"))).isNotNull();
        assertThat(run(slow, groupBy("{'timeout':60000}"))).isNotNull();
    }

    @Test
    void givesUpWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            endsIn(Category.CANCELED, () -> run(new QueryEngine(), groupBy("{}")));
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void refusesMoreGroupsThanAllowedInARunAndInAMerge() {
        endsIn(Category.CAPACITY_EXCEEDED, () -> run(new QueryEngine(), groupBy("{'maxResults':289}")));
        PartialResult all = run(new QueryEngine(), groupBy("{'maxResults':290}"));
        endsIn(Category.CAPACITY_EXCEEDED, () -> Answers.finish(groupBy("{'maxResults':289}"), List.of(all)));
    }

    @Test
    void refusesPartialResultsOutOfOrder() {
        QueryEngine engine = new QueryEngine();
        Query query = groupBy("{}");
        List<PartialResult> backwards = List.of(
                engine.run(query, Answers.id(segment, 1), segment), engine.run(query, Answers.id(segment, 0), segment));
        assertThatThrownBy(() -> Answers.finish(query, backwards))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sort them by id");
    }

    @Test
    void refusesPartialResultsOfAnotherTypeOfQuery() {
        PartialResult grouped = run(new QueryEngine(), groupBy("{}"));
        assertThatThrownBy(() -> Answers.finish(
                        Answers.query("{'queryType':'timeBoundary','dataSource':'d'}"), List.of(grouped)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another type of query");
    }

    @Test
    void namesAColumnThatCannotBeAggregated() {
        Query query = Answers.query("{'queryType':'timeseries','dataSource':'d','granularity':'all',"
                + "'intervals':'2000/2030','aggregations':[{'type':'longSum','name':'n','fieldName':'users'}]}");
        assertThatThrownBy(() -> run(new QueryEngine(), query))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("[users]");
    }
}
