package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.time.Granularity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineSpecTest {
    private static final String SCHEMA = """
            {"dataSchema": {"dataSource": "%s", "timestampSpec": {"column": "__time"},
              "dimensionsSpec": {"dimensions": ["a"]}}}""";
    private static final String SOURCES = """
            "plain": {"format": "json", "paths": ["p"]},
            "timed": {"format": "json", "paths": ["p"], "timestampSpec": {"column": "t"}}""";

    @Test
    void readsEachTypeOfStage() {
        List<StageSpec> stages = pipeline("""
                {"name": "t", "type": "transform", "input": "plain", "rename": {"a": "b"}, "defaults": {"c": 7}},
                {"name": "l", "type": "lookup", "input": "t", "table": "timed", "on": [{"left": "a", "right": "b"}],
                 "take": {"x": "y"}, "maxBytes": 5},
                {"name": "u", "type": "union", "inputs": ["l", "plain"]},
                {"name": "d", "type": "dedup", "input": "u", "by": ["a"], "keep": "last", "order": "v"},
                {"name": "g", "type": "group", "input": "timed", "by": ["a"], "window": "PT2H",
                 "aggregations": [{"type": "longFirst", "name": "f", "fieldName": "v"}]}""").stages();

        assertThat(stages)
                .extracting(StageSpec::type)
                .containsExactly("transform", "lookup", "union", "dedup", "group");
        assertThat(((StageSpec.Transform) stages.get(0)).transform().defaults()).isEqualTo(Map.of("c", 7L));
        assertThat(((StageSpec.Lookup) stages.get(1)).maxBytes()).isEqualTo(5);
        assertThat(stages.get(3)).isEqualTo(new StageSpec.Dedup("d", "u", List.of("a"), Optional.of("v"), true));
        StageSpec.Group group = (StageSpec.Group) stages.get(4);
        assertThat(group.window().map(Granularity::toString).orElseThrow()).contains("PT2H");
        assertThat(group.aggregations().get(0).type()).isEqualTo("longFirst");
        assertThat(group.aggregations().get(0).timeField()).isEqualTo("__time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'s','type':'merge'} | Field [pipeline.stages[0].type] has unknown value [merge]",
                "{'name':'a/b','type':'union','inputs':['plain']} | [a/b] can't be a directory",
                "{'name':'plain','type':'union','inputs':['plain']} | Field [pipeline.stages[0].name] [plain] is taken",
                "{'name':'s','type':'union'} | Field [pipeline.stages[0].inputs] is missing",
                "{'name':'s','type':'dedup','input':'plain'} | Field [pipeline.stages[0].by] is missing",
                "{'name':'s','type':'dedup','input':'plain','by':['a'],'keep':'any'} | must be [first] or [last], it is [any]",
                "{'name':'s','type':'lookup','input':'plain','table':'timed','on':[{'left':'a','right':'a'}],'prefix':'p','how':'full'} | must be [inner] or [left], no task sees all rows",
                "{'name':'s','type':'join','left':'timed','right':'plain','on':[{'left':'a','right':'a'}],'prefix':'p','window':{}} | needs the time of the rows of [plain]",
                "{'name':'s','type':'join','left':'timed','right':'timed','on':[{'left':'a','right':'a'}],'prefix':'p','window':{'after':'1h'}} | Field [pipeline.stages[0].window.after] must be a length of time like [PT1H] or [P1D], it is [1h]",
                "{'name':'s','type':'group','input':'plain','by':['a'],'window':'hour','aggregations':[]} | needs the time of the rows of [plain]",
                "{'name':'s','type':'group','input':'timed','by':['a'],'aggregations':[{'type':'count','name':'a'}]} | [a] is the name of another field of the group",
                "{'name':'s','type':'group','input':'timed','by':['a'],'aggregations':[{'type':'longSumm','name':'n'}]} | did you mean [longSum]?",
                "{'name':'s','type':'group','input':'timed','by':['a'],'aggregations':[{'type':'filtered','name':'n'}]} | Field [pipeline.stages[0].aggregations[0].filter] is missing",
                "{'name':'s','type':'group','input':'timed','by':['a'],'aggregations':[{'type':'longSum','name':'n','fieldName':'a','expression':'a+1'}]} | aggregations[0].expression] excludes [fieldName]",
                "{'name':'s','type':'group','input':'timed','by':['a'],'aggregations':[{'type':'filtered','name':'a','filter':{'type':'true'},'aggregator':{'type':'count','name':'n'}}]} | [a] is the name of another field of the group",
                "{'name':'s','type':'transform','input':'plain','filter':{'type':'not','field':{'type':'javascript'}}} | Field [pipeline.stages[0].filter.field.type = javascript] is known to Druid and not possible here",
                "{'name':'s','type':'transform','input':'plain','rename':{'a':'x','b':'x'}} | gives two fields one name",
                "{'name':'s','type':'transform','input':'plain','defaults':{'a':[1]}} | Field [pipeline.stages[0].defaults.a] must be a text or a number"
            })
    void saysWhatIsWrongAndWhere(String stage, String message) {
        assertThatThrownBy(() -> pipeline(stage.replace('\'', '"')))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void filesByTimeNeedATimestamp() {
        assertThatThrownBy(() -> file("""
                {"pipeline": {"sources": {"s": {"format": "json",
                   "inputSpec": {"type": "granularity", "inputPath": "/x"}}}, "stages": []}, "spec": %s}""".formatted(SCHEMA.formatted("x"))))
                .hasMessageStartingWith("Field [pipeline.sources.s.timestampSpec] is missing");
    }

    @Test
    void anOutputHasOnlyWhatItNeedsSoThatOtherChangesDoNotTouchIt() {
        String spec = """
                {"pipeline": {"sources": {%s}, "stages": [
                   {"name": "a", "type": "dedup", "input": "plain", "by": ["k"]},
                   {"name": "b", "type": "dedup", "input": "timed", "by": ["%s"]}]},
                 "outputs": [{"stage": "a", "spec": %s}, {"stage": "b", "spec": %s}]}""";
        List<IndexSpecFile> files = all(spec.formatted(SOURCES, "k", SCHEMA.formatted("x"), SCHEMA.formatted("y")));
        List<IndexSpecFile> changed = all(spec.formatted(SOURCES, "j", SCHEMA.formatted("x"), SCHEMA.formatted("y")));

        assertThat(files).extracting(file -> file.spec().dataSource()).containsExactly("x", "y");
        PipelineSpec first = files.get(0).pipeline().orElseThrow();
        assertThat(first.sources()).containsOnlyKeys("plain");
        assertThat(first.stages()).extracting(StageSpec::name).containsExactly("a");
        assertThat(changed.get(0).canonical()).isEqualTo(files.get(0).canonical());
        assertThat(changed.get(1).canonical()).isNotEqualTo(files.get(1).canonical());
        IndexSpecFile again = file(files.get(1).json().toString());
        assertThat(again.pipeline()).isEqualTo(files.get(1).pipeline());
    }

    @Test
    void outputsHaveADatasourceEach() {
        String two = """
                {"pipeline": {"sources": {%s}, "stages": [{"name": "a", "type": "dedup", "input": "plain", "by": ["k"]}]},
                 "outputs": [{"stage": "%s", "spec": %s}, {"spec": %s}]}""";

        assertThatThrownBy(() -> all(two.formatted(SOURCES, "a", SCHEMA.formatted("x"), SCHEMA.formatted("x"))))
                .hasMessageStartingWith(
                        "Field [outputs[1].spec.dataSchema.dataSource] [x] is written by another output too");
        assertThatThrownBy(() -> all(two.formatted(SOURCES, "c", SCHEMA.formatted("x"), SCHEMA.formatted("y"))))
                .hasMessageStartingWith("Field [outputs[0].stage] is [c], which no stage of the pipeline is");
        assertThatThrownBy(() -> file(two.formatted(SOURCES, "a", SCHEMA.formatted("x"), SCHEMA.formatted("y"))))
                .hasMessageStartingWith("Field [outputs] can't be used here");
    }

    private static PipelineSpec pipeline(String stages) {
        return file("{\"pipeline\": {\"sources\": {%s}, \"stages\": [%s]}, \"spec\": %s}"
                        .formatted(SOURCES, stages, SCHEMA.formatted("x")))
                .pipeline()
                .orElseThrow();
    }

    private static IndexSpecFile file(String json) {
        return IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false);
    }

    private static List<IndexSpecFile> all(String json) {
        return IndexSpecFile.parseAll(json.getBytes(StandardCharsets.UTF_8), false, Map.of());
    }
}
