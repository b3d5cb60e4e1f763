package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.SpecException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlattenerTest {
    private static final String ROW = "{\"t\":9,\"no\":null,\"a\":1,\"e\":{\"f\":5,\"g h\":[7,8]},\"l\":["
            + "{\"x\":1,\"y\":\"q\",\"b\":true},{\"x\":2,\"y\":\"r\"},{\"x\":3}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    path @ $.e.f                    @ 5
                    path @ $['e']['g h'][1]         @ 8
                    path @ $.e                      @ {f=5, g h=[7, 8]}
                    path @ $.nope.f                 @
                    path @ $.l[0].x                 @ 1
                    path @ $.l[9].x                 @
                    path @ $.l[*].x                 @ [1, 2, 3]
                    path @ $..f                     @ [5]
                    path @ `$.l[?(@.x > 1)].x`      @ [2, 3]
                    path @ `$.l[?(@.b == true)].x`  @ [1]
                    path @ $.l[-1].x                @ 3
                    path @ $.l[0,2].x               @ [1, 3]
                    path @ $.l.length()             @ 3
                    path @ $.nope[*].x              @ []
                    path @ $.no.x                   @
                    path @ $.no[*].x                @ []
                    path @ `$.no[?(@.x > 1)].x`     @ []
                    jq   @ .l | map(.x)             @ [1, 2, 3]
                    jq   @ .l[] | .y                @ q
                    jq   @ .e.f + 1                 @ 6
                    jq   @ .nope                    @
                    jq   @ empty                    @
                    root @ e                        @ {f=5, g h=[7, 8]}
                    """)
    void findsFieldsInEveryWayOfDruid(String type, String expression, String value) throws Exception {
        Row row = row("""
                {"useFieldDiscovery": false, "fields": [{"type": "%s", "name": "found", "expr": "%s"}]}""".formatted(type, expression), "[]");

        assertThat(String.valueOf(row.value("found"))).isEqualTo(String.valueOf(value));
    }

    @Test
    void aTreeGoesDownByNames() throws Exception {
        Row row = row("""
                {"useFieldDiscovery": false, "fields": [{"type": "tree", "name": "found", "nodes": ["e", "f"]}]}""", "[]");

        assertThat(row.value("found")).isEqualTo(5L);
    }

    @Test
    void whatTheSpecNamesIsThereEvenIfNothingIsDiscovered() throws Exception {
        Row row = row("{\"useFieldDiscovery\": false, \"fields\": [\"a\"]}", "[]");

        assertThat(row.fields()).containsExactly(entry("t", 9L), entry("a", 1L));
    }

    @Test
    void aNestedValueThatADimensionNamesIsTheTextThatDruidMakesOfIt() throws Exception {
        Row row = row("{}", "[\"e\", \"l\"]");

        assertThat(row.fields().keySet()).containsExactly("t", "e", "l");
        assertThat(row.value("e")).isEqualTo("{f=5, g h=[7, 8]}");
        assertThat(row.value("l")).hasToString("[{x=1, y=q, b=true}, {x=2, y=r}, {x=3}]");
    }

    @ParameterizedTest
    @CsvSource({"path,$.a[?(", "path,$..", "jq,.a | map("})
    void refusesWhatIsNoPathBeforeAnythingRuns(String type, String expression) {
        assertThatThrownBy(() -> row(
                        "{\"fields\": [{\"type\": \"%s\", \"name\": \"x\", \"expr\": \"%s\"}]}"
                                .formatted(type, expression),
                        "[]"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [ioConfig.inputFormat.flattenSpec.fields[0].expr] can't be read: ");
    }

    private static Row row(String flattenSpec, String dimensions) throws Exception {
        String spec = """
                {"dataSchema": {"dataSource": "x", "timestampSpec": {"column": "t"},
                  "dimensionsSpec": {"dimensions": %s}},
                 "ioConfig": {"inputFormat": {"type": "json", "flattenSpec": %s}}}""".formatted(dimensions, flattenSpec);
        var format = IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                .spec()
                .format();
        return LineParser.of(format, () -> null).parse(ROW);
    }
}
