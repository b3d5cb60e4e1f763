package io.isobar.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.error.QueryException;
import io.isobar.query.error.QueryException.Category;
import io.isobar.segment.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParseTest {
    private static final String TIMESERIES =
            "{'queryType':'timeseries','dataSource':'d','granularity':'all','intervals':'2001/2002'%s}";

    private static QueryException refused(String moreFields) {
        try {
            Answers.query(TIMESERIES.formatted(moreFields));
        } catch (QueryException e) {
            return e;
        }
        throw new AssertionError("Not refused: " + moreFields);
    }

    @Test
    void readsIntervalsInEachForm() {
        Interval year = Interval.parse("2001/2002");
        for (String form : List.of(
                "'2001/2002'",
                "['2001/2002']",
                "'2001-01-01/2001-06-01,2001-06-01/2002-01-01'",
                "['2001-03-01/2002','2001/2001-03-01','2001-02-01/P1M']",
                "{'type':'intervals','intervals':['2001/P1Y']}")) {
            Query query = Answers.query(
                    "{'queryType':'timeseries','dataSource':'d','granularity':'all','intervals':%s}".formatted(form));
            assertThat(query.intervals()).as(form).containsExactly(year);
        }
    }

    @Test
    void readsTheDatasourceInBothForms() {
        assertThat(Answers.query("{'queryType':'timeBoundary','dataSource':{'type':'table','name':'flights'}}")
                        .dataSource())
                .isEqualTo("flights");
    }

    @Test
    void changesOnePartAndKeepsTheRest() {
        Query query = Answers.query(TIMESERIES.formatted(",'descending':true"));
        Query changed = query.withDataSource("e")
                .withIntervals(List.of(Interval.parse("2003/2004")))
                .withContext("release", IntNode.valueOf(7));
        assertThat(changed.dataSource()).isEqualTo("e");
        assertThat(changed.intervals()).containsExactly(Interval.parse("2003/2004"));
        assertThat(changed.context().path("release").asInt()).isEqualTo(7);
        assertThat(changed.toJson().path("descending").asBoolean()).isTrue();
        assertThat(query.dataSource()).isEqualTo("d");
    }

    @Test
    void isNotAffectedByLaterChangesToItsJson() {
        ObjectNode json = (ObjectNode) Answers.json(TIMESERIES.formatted(",'context':{'a':1}"));
        Query query = Query.parse(json);
        json.put("dataSource", "other");
        ((ObjectNode) query.context()).put("a", 2);
        assertThat(query.toJson().path("dataSource").asText()).isEqualTo("d");
        assertThat(query.context().path("a").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'aggregation':[] | $.aggregation",
                ",'aggregations':{} | $.aggregations",
                ",'aggregations':[{'type':'longsum','name':'a','fieldName':'b'}] | $.aggregations[0].type",
                ",'aggregations':[{'type':'longSum','fieldName':'b'}] | $.aggregations[0].name",
                ",'aggregations':[{'type':'count','name':'a'},{'type':'count','name':'a'}] | $.aggregations",
                ",'filter':{'type':'and','fields':[{'type':'selector','dimension':'a','value':1},{'type':'nope'}]} "
                        + "| $.filter.fields[1].type",
                ",'filter':{'type':'bound','dimension':'a','lower':'1','ordering':'upwards'} | $.filter.ordering",
                ",'filter':{'type':'not'} | $.filter.field",
                ",'granularity':'fortnight' | $.granularity",
                ",'limit':-1 | $.limit",
                ",'postAggregations':[{'type':'fieldAccess','name':'p','fieldName':'nope'}] | $.postAggregations",
                ",'context':7 | $.context",
            })
    void namesThePlaceOfWhatIsWrong(String fields, String path) {
        QueryException e = refused(fields);
        assertThat(e.category()).isEqualTo(Category.INVALID_INPUT);
        assertThat(e.httpStatus()).isEqualTo(400);
        assertThat(e).hasMessageContaining("[" + path + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'filter':{'type':'javascript','dimension':'a','function':'f'} | javascript",
                ",'filter':{'type':'selector','dimension':'a','value':'b','extractionFn':{'type':'upper'}} | extractionFn",
                ",'aggregations':[{'type':'thetaSketch','name':'a','fieldName':'b'}] | thetaSketch",
                ",'virtualColumns':[{'type':'nested-field','columnName':'a','path':'$.b','outputName':'c'}] | nested-field",
                ",'dataSource':{'type':'join'} | join",
            })
    void namesWhatDruidHasAndIsobarDoesNot(String fields, String name) {
        QueryException e = refused(fields);
        assertThat(e.category()).isEqualTo(Category.UNSUPPORTED);
        assertThat(e.httpStatus()).isEqualTo(501);
        assertThat(e).hasMessageContaining("[" + name + "]").hasMessageContaining("not supported yet");
    }

    @Test
    void refusesQueriesThatDruidHasNot() {
        assertThatThrownBy(() -> Answers.query("{'queryType':'topn'}"))
                .isInstanceOf(QueryException.class)
                .hasMessage("Unknown type of query [topn] at [$.queryType]");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        String deep = "{\"type\":\"not\",\"field\":".repeat(5000) + "{\"type\":\"true\"}" + "}".repeat(5000);
        byte[] query = ("{\"queryType\":\"timeBoundary\",\"dataSource\":\"d\",\"filter\":" + deep + "}")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Query.parse(query)).isInstanceOf(QueryException.class);
    }

    @Test
    void refusesFiltersThatAreNestedTooDeepInJsonThatWasReadBefore() {
        ObjectNode query = (ObjectNode) Answers.json("{'queryType':'timeBoundary','dataSource':'d'}");
        ObjectNode filter = (ObjectNode) Answers.json("{'type':'true'}");
        for (int i = 0; i < 100; i++) {
            ObjectNode not = Answers.JSON.createObjectNode().put("type", "not");
            not.set("field", filter);
            filter = not;
        }
        query.set("filter", filter);
        assertThatThrownBy(() -> Query.parse(query))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("nested more than [64] deep");
    }

    @Test
    void saysThatTextIsNoJson() {
        assertThatThrownBy(() -> Query.parse("{\"queryType\":".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("The query is no readable JSON: ");
    }

    @Test
    void givesErrorsTheBodyThatDruidGivesThem() {
        assertThat(refused(",'x':1").toJson())
                .isEqualTo(Answers.json("{'error':'druidException','errorCode':'invalidInput','persona':'USER',"
                        + "'category':'INVALID_INPUT','errorMessage':'"
                        + refused(",'x':1").getMessage()
                        + "','context':{}}"));
    }

    @Test
    void refusesVirtualColumnsThatComputeThemselves() {
        String column = "{'type':'expression','name':'%s','expression':'%s'}";
        assertThat(refused(",'virtualColumns':[" + column.formatted("a", "b + 1") + "," + column.formatted("b", "a + 1")
                        + "]"))
                .hasMessageContaining("Virtual column [a] is computed from itself")
                .hasMessageContaining("[$.virtualColumns]");
        assertThat(refused(",'virtualColumns':[" + column.formatted("a", "x") + "," + column.formatted("a", "y") + "]"))
                .hasMessageContaining("Two virtual columns have the name [a]");
    }
}
