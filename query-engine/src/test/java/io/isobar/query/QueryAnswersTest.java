package io.isobar.query;

import static io.isobar.query.Flights.flight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each type of query answers to two segments of a few flights. */
class QueryAnswersTest {
    private static final String COUNT = "'aggregations':[{'type':'count','name':'n'}]";
    private static final String SUMS =
            "'aggregations':[{'type':'count','name':'n'}," + "{'type':'longSum','name':'delay','fieldName':'delay'}]";

    @TempDir
    static Path scratch;

    private static Segment morning;
    private static Segment evening;

    @BeforeAll
    static void build() throws IOException {
        morning = Flights.segment(
                scratch.resolve("morning"),
                flight("06:00", "ORD", List.of("DEN", "SLC"), 9L, 10L, 100.0),
                flight("06:30", "ATL", "DEN", 10L, -5L, 50.5),
                flight("06:30", "ORD", List.of(), 9L, null, null),
                flight("09:00", null, "DEN", null, 30L, 75.0));
        evening = Flights.segment(
                scratch.resolve("evening"),
                flight("18:00", "ORD", "SLC", 10L, 1L, 20.0),
                flight("18:45", "SFO", List.of("DEN", "DEN"), 100L, 2L, 30.0));
    }

    @AfterAll
    static void close() {
        morning.close();
        evening.close();
    }

    private static JsonNode ask(String type, String fields) {
        Query query = Answers.query("{'queryType':'%s','dataSource':'flights','intervals':'2001-01-01/2001-01-02',%s}"
                .formatted(type, fields));
        return Answers.answer(query, List.of(morning, evening));
    }

    private static void answers(JsonNode actual, String expected) {
        assertThat(actual).isEqualTo(Answers.json(expected.replace("T#", "2001-01-01T")));
    }

    private static List<String> texts(JsonNode answer, String pointer) {
        return answer.findValuesAsText(pointer);
    }

    @Test
    void timeseriesFillsBucketsInsideOfASegmentOnly() {
        JsonNode answer = ask("timeseries", "'granularity':'hour'," + SUMS);
        answers(
                answer,
                "[{'timestamp':'T#06:00:00.000Z','result':{'n':3,'delay':5}},"
                        + "{'timestamp':'T#07:00:00.000Z','result':{'n':0,'delay':null}},"
                        + "{'timestamp':'T#08:00:00.000Z','result':{'n':0,'delay':null}},"
                        + "{'timestamp':'T#09:00:00.000Z','result':{'n':1,'delay':30}},"
                        + "{'timestamp':'T#18:00:00.000Z','result':{'n':2,'delay':3}}]");
    }

    @Test
    void timeseriesGoesBackwardsUpToItsLimitAndSumsAll() {
        answers(
                ask(
                        "timeseries",
                        "'granularity':'hour','descending':true,'limit':1,'context':{'skipEmptyBuckets':true,"
                                + "'grandTotal':true,'timestampResultField':'t'}," + SUMS),
                "[{'timestamp':'T#18:00:00.000Z','result':{'t':'T#18:00:00.000Z','n':2,'delay':3}},"
                        + "{'timestamp':null,'result':{'n':6,'delay':38}}]");
    }

    @Test
    void timeseriesOfAllTimesHasARowEvenForNothing() {
        answers(
                ask("timeseries", "'granularity':'all','filter':{'type':'false'}," + SUMS),
                "[{'timestamp':'T#06:00:00.000Z','result':{'n':0,'delay':null}}]");
        Query query = Answers.query("{'queryType':'timeseries','dataSource':'d','granularity':'all',"
                + "'intervals':'2001-01-01/2001-01-02'," + COUNT + "}");
        answers(Answers.answer(query, List.of()), "[{'timestamp':'T#00:00:00.000Z','result':{'n':0}}]");
    }

    @Test
    void timestampsAreWrittenInTheTimeZoneOfTheGranularity() {
        JsonNode answer = ask(
                "timeseries",
                "'granularity':{'type':'period','period':'P1D','timeZone':'America/Los_Angeles'}," + COUNT);
        assertThat(texts(answer, "timestamp"))
                .containsExactly("2000-12-31T00:00:00.000-08:00", "2001-01-01T00:00:00.000-08:00");
    }

    @Test
    void timesCanBeNumbers() {
        JsonNode answer = ask("timeBoundary", "'context':{'serializeDateTimeAsLong':true}");
        assertThat(answer.at("/0/result/minTime").asLong()).isEqualTo(978_328_800_000L);
    }

    @Test
    void postAggregatorsComputeFromWhatIsThere() {
        answers(
                ask(
                        "timeseries",
                        "'granularity':'all'," + SUMS + ",'postAggregations':["
                                + "{'type':'arithmetic','name':'mean','fn':'/','fields':["
                                + "{'type':'fieldAccess','fieldName':'delay'},{'type':'fieldAccess','fieldName':'n'}]},"
                                + "{'type':'arithmetic','name':'none','fn':'/','fields':["
                                + "{'type':'constant','value':1},{'type':'constant','value':0}]},"
                                + "{'type':'arithmetic','name':'inf','fn':'quotient','fields':["
                                + "{'type':'constant','value':1},{'type':'constant','value':0}]},"
                                + "{'type':'longGreatest','name':'more','fields':["
                                + "{'type':'fieldAccess','fieldName':'n'},{'type':'constant','value':7}]},"
                                + "{'type':'expression','name':'twice','expression':'delay * 2'}]"),
                "[{'timestamp':'T#06:00:00.000Z','result':{'n':6,'delay':38,'mean':6.333333333333333,'none':0.0,"
                        + "'inf':'Infinity','more':7,'twice':76}}]");
    }

    @Test
    void topNRanksByAMetric() {
        answers(
                ask("topN", "'granularity':'all','dimension':'origin','threshold':2,'metric':'delay'," + SUMS),
                "[{'timestamp':'T#06:00:00.000Z','result':[{'origin':null,'n':1,'delay':30},"
                        + "{'origin':'ORD','n':3,'delay':11}]}]");
        assertThat(texts(
                        ask(
                                "topN",
                                "'granularity':'all','dimension':'origin','threshold':9,"
                                        + "'metric':{'type':'inverted','metric':'delay'}," + SUMS),
                        "origin"))
                .containsExactly("ATL", "SFO", "ORD", "null");
    }

    @Test
    void topNRanksByTheDimensionAfterAStop() {
        assertThat(texts(
                        ask(
                                "topN",
                                "'granularity':'all','dimension':'gate','threshold':9,'metric':"
                                        + "{'type':'dimension','ordering':'numeric','previousStop':'9'}," + COUNT),
                        "gate"))
                .containsExactly("10", "100");
        assertThat(texts(
                        ask(
                                "topN",
                                "'granularity':'all','dimension':'origin','threshold':2,'metric':{'type':'inverted',"
                                        + "'metric':{'type':'lexicographic'}}," + COUNT),
                        "origin"))
                .containsExactly("SFO", "ORD");
    }

    @Test
    void topNLeavesRowsWithoutValuesOutAndGroupByDoesNot() {
        assertThat(texts(
                        ask("topN", "'granularity':'all','dimension':'stops','threshold':3,'metric':'n'," + COUNT),
                        "stops"))
                .containsExactly("DEN", "SLC");
        assertThat(texts(ask("groupBy", "'granularity':'all','dimensions':['stops']," + COUNT), "stops"))
                .containsExactly("null", "DEN", "SLC");
    }

    @Test
    void groupByCountsARowOnceForEachValue() {
        JsonNode answer = ask("groupBy", "'granularity':'all','dimensions':['stops']," + COUNT);
        assertThat(texts(answer, "stops")).containsExactly("null", "DEN", "SLC");
        assertThat(texts(answer, "n")).containsExactly("1", "5", "2");
    }

    @Test
    void groupByCastsNumbersToTheTypeThatIsAskedFor() {
        String spec = "'granularity':'all','dimensions':[{'type':'default','dimension':'gate','outputName':'g',"
                + "'outputType':'%s'}]," + COUNT;
        assertThat(texts(ask("groupBy", spec.formatted("STRING")), "g")).containsExactly("null", "10", "100", "9");
        assertThat(texts(ask("groupBy", spec.formatted("LONG")), "g")).containsExactly("null", "9", "10", "100");
        assertThat(texts(ask("groupBy", spec.formatted("DOUBLE")), "g"))
                .containsExactly("null", "9.0", "10.0", "100.0");
    }

    @Test
    void groupByGroupsByWhatAnExpressionGives() {
        JsonNode answer = ask(
                "groupBy",
                "'granularity':'all','virtualColumns':[{'type':'expression','name':'late','expression':'delay > 1',"
                        + "'outputType':'LONG'}],'dimensions':[{'type':'default','dimension':'late',"
                        + "'outputType':'LONG'}]," + COUNT);
        assertThat(answer.findValues("late").stream().map(JsonNode::asText).distinct())
                .contains("0", "1");
        assertThat(answer.findValues("n").stream().mapToLong(JsonNode::asLong).sum())
                .isEqualTo(6);
    }

    @Test
    void virtualColumnsBuildOnEachOther() {
        String virtual = "'virtualColumns':[{'type':'expression','name':'b','expression':'a * 2','outputType':'LONG'},"
                + "{'type':'expression','name':'a','expression':'delay + 1','outputType':'LONG'}],";
        answers(
                ask(
                        "timeseries",
                        virtual + "'granularity':'all','filter':{'type':'bound','dimension':'b','lower':'4',"
                                + "'ordering':'numeric'},'aggregations':[{'type':'longSum','name':'s','fieldName':'b'}]"),
                "[{'timestamp':'T#06:00:00.000Z','result':{'s':94}}]");
    }

    @Test
    void cardinalityCountsDistinctValuesButNoNulls() {
        String aggregations = "'aggregations':["
                + "{'type':'cardinality','name':'origins','fields':['origin'],'round':true},"
                + "{'type':'cardinality','name':'gates','fields':[{'type':'default','dimension':'gate'}],'round':true},"
                + "{'type':'cardinality','name':'stopsAndOrigins','fields':['stops','origin'],'round':true},"
                + "{'type':'cardinality','name':'none','fields':['missing'],'round':true}]";
        answers(
                ask("timeseries", "'granularity':'all'," + aggregations),
                "[{'timestamp':'T#06:00:00.000Z','result':{'origins':3,'gates':3,'stopsAndOrigins':5,'none':0}}]");
    }

    @Test
    void virtualColumnsHideStoredOnesOfTheirName() {
        String virtual =
                "'virtualColumns':[{'type':'expression','name':'b','expression':'delay * 2','outputType':'LONG'},"
                        + "{'type':'expression','name':'delay','expression':'5','outputType':'LONG'}],";
        answers(
                ask(
                        "timeseries",
                        virtual + "'granularity':'all','aggregations':[{'type':'longMax','name':'m','fieldName':'b'}]"),
                "[{'timestamp':'T#06:00:00.000Z','result':{'m':10}}]");
    }

    @Test
    void tooManyEmptyBucketsAreRefused() {
        String millis = "'granularity':'none'," + COUNT + ",'context':{'skipEmptyBuckets':%s}";
        assertThat(ask("timeseries", millis.formatted(true))).hasSize(5);
        assertThatThrownBy(() -> ask("timeseries", millis.formatted(false)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("more than [1000000] groups");
    }

    @Test
    void groupByOrdersAndLimits() {
        String query = "'granularity':'all','dimensions':['origin']," + SUMS
                + ",'limitSpec':{'type':'default','limit':2,'offset':1,"
                + "'columns':[{'dimension':'n','direction':'descending'},'origin']}";
        assertThat(texts(ask("groupBy", query), "origin")).containsExactly("null", "ATL");
    }

    @Test
    void groupByAnswersOnlyWhatItsHavingAccepts() {
        String query = "'granularity':'all','dimensions':['origin']," + SUMS + ",'having':%s";
        assertThat(texts(
                        ask("groupBy", query.formatted("{'type':'greaterThan','aggregation':'delay','value':10}")),
                        "origin"))
                .containsExactly("null", "ORD");
        assertThat(texts(
                        ask(
                                "groupBy",
                                query.formatted("{'type':'filter','filter':{'type':'bound','dimension':'n','lower':'2',"
                                        + "'ordering':'numeric'}}")),
                        "origin"))
                .containsExactly("ORD");
    }

    @Test
    void groupByAnswersSubtotals() {
        JsonNode answer = ask(
                "groupBy",
                "'granularity':'all','dimensions':['origin','gate']," + COUNT
                        + ",'subtotalsSpec':[['origin'],['gate'],[]]");
        assertThat(texts(answer, "origin"))
                .containsExactly("null", "ATL", "ORD", "SFO", "null", "null", "null", "null", "null");
        assertThat(texts(answer, "n")).containsExactly("1", "1", "3", "1", "1", "2", "1", "2", "6");
    }

    @Test
    void groupByCanAnswerArrays() {
        answers(
                ask(
                        "groupBy",
                        "'granularity':'six_hour','dimensions':['origin'],'context':{'resultAsArray':true},"
                                + "'filter':{'type':'selector','dimension':'origin','value':'ORD'}," + SUMS),
                "[[978328800000,'ORD',2,10],[978372000000,'ORD',1,1]]");
    }

    @Test
    void scanGivesRowsAsTheyAreStored() {
        answers(
                ask("scan", "'columns':['origin','stops','gate','fare','nothing'],'limit':2,'offset':1"),
                "[{'segmentId':'test_2001-01-01T00:00:00.000Z_2001-01-02T00:00:00.000Z_v1',"
                        + "'columns':['origin','stops','gate','fare','nothing'],'events':["
                        + "{'origin':'ATL','stops':'DEN','gate':10,'fare':50.5,'nothing':null},"
                        + "{'origin':'ORD','stops':null,'gate':9,'fare':null,'nothing':null}],"
                        + "'rowSignature':[{'name':'origin','type':'STRING'},{'name':'stops','type':'STRING'},"
                        + "{'name':'gate','type':'LONG'},{'name':'fare','type':'DOUBLE'},{'name':'nothing'}]}]");
    }

    @Test
    void scanOrdersByTimeOverSegments() {
        assertThat(texts(ask("scan", "'columns':['__time','gate'],'order':'descending','limit':3"), "gate"))
                .containsExactly("100", "10", "null");
        assertThat(texts(ask("scan", "'columns':['__time','gate'],'order':'ascending','offset':3"), "gate"))
                .containsExactly("null", "10", "100");
    }

    @Test
    void scanGivesBatchesOfTheSizeThatIsAskedFor() {
        JsonNode answer = ask("scan", "'columns':['gate'],'batchSize':3,'resultFormat':'compactedList'");
        assertThat(answer).extracting(batch -> batch.get("events").size()).containsExactly(3, 1, 2);
    }

    @Test
    void timeBoundaryTellsBothEndsOrOne() {
        answers(
                ask("timeBoundary", "'context':{}"),
                "[{'timestamp':'T#06:00:00.000Z','result':{'minTime':'T#06:00:00.000Z','maxTime':'T#18:45:00.000Z'}}]");
        answers(
                ask(
                        "timeBoundary",
                        "'bound':'maxTime','filter':{'type':'selector','dimension':'origin','value':'ORD'}"),
                "[{'timestamp':'T#18:00:00.000Z','result':{'maxTime':'T#18:00:00.000Z'}}]");
        answers(ask("timeBoundary", "'filter':{'type':'false'}"), "[]");
    }

    @Test
    void segmentMetadataMergesWhatSegmentsSay() {
        JsonNode merged = ask("segmentMetadata", "'merge':true").get(0);
        assertThat(merged.path("numRows").asInt()).isEqualTo(6);
        assertThat(merged.path("intervals"))
                .isEqualTo(Answers.json("['T#00:00:00.000Z/2001-01-02T00:00:00.000Z']".replace("T#", "2001-01-01T")));
        assertThat(merged.at("/columns/origin/maxValue").asText()).isEqualTo("SFO");
        assertThat(merged.at("/columns/stops/hasMultipleValues").asBoolean()).isTrue();
    }

    @Test
    void oneQueryServesManyThreads() {
        Query query = Answers.query("{'queryType':'groupBy','dataSource':'d','granularity':'hour','intervals':"
                + "'2001-01-01/2001-01-02','dimensions':['origin','stops','gate'],'filter':{'type':'not','field':"
                + "{'type':'selector','dimension':'stops','value':'SLC'}}," + SUMS + "}");
        JsonNode expected = Answers.answer(query, List.of(morning, evening));
        assertThat(IntStream.range(0, 500).parallel().mapToObj(i -> Answers.answer(query, List.of(morning, evening))))
                .allMatch(expected::equals);
    }
}
