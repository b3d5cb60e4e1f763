package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.isobar.stories.flights.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Druid's own library gives what the specification of the expression language says. */
class ExpressionsEqualDruidIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a Druid library does elsewhere than in an expression, or where Isobar is of another mind; see the lines. */
    private static final Set<String> SECTIONS_OF_OUR_OWN =
            Set.of("multi-value columns stand for each of their values", "mistakes", "out of reach");

    /** Druid's array literals take no negative numbers. */
    private static final Set<String> ONLY_OURS = Set.of("[-1, 2]");

    @Test
    void eachLineOfTheSpecificationHoldsForDruid(@TempDir Path directory) throws Exception {
        Map<String, String> specification = specification();
        ObjectNode job = JSON.createObjectNode();
        job.set("row", row());
        specification.keySet().forEach(job.putArray("expressions")::add);

        JsonNode values = DruidJudge.run(DruidJudge.Druid.DRUID_37, directory, "io.isobar.druid.DruidExpressions", job);

        var theirs = new LinkedHashMap<String, String>();
        int at = 0;
        for (String expression : specification.keySet()) {
            theirs.put(expression, values.get(at++).asText());
        }
        assertThat(specification).hasSizeGreaterThan(600);
        assertThat(theirs).isEqualTo(specification);
    }

    private static Map<String, String> specification() throws IOException {
        Path file = SampleData.checkout()
                .resolve("query-engine/src/test/resources/io/isobar/query/expression/specification.txt");
        var values = new LinkedHashMap<String, String>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            int arrow = line.lastIndexOf(" => ");
            if (line.startsWith("==")) {
                section = line.substring(2).strip();
            } else if (arrow > 0 && !line.startsWith("#") && !SECTIONS_OF_OUR_OWN.contains(section)) {
                String expression = line.substring(0, arrow).strip();
                String value = line.substring(arrow + 4).strip();
                if (!value.startsWith("!") && !ONLY_OURS.contains(expression)) {
                    values.put(expression, value);
                }
            }
        }
        return values;
    }

    private static ObjectNode row() {
        ObjectNode row = JSON.createObjectNode();
        row.put("s", "foo").put("num", "12").put("spacey", "  hey there  ").put("a b", "spaced");
        row.put("i", 2L).put("l", 5_000_000_000L).put("f", 12.5).put("d", 3.1).put("yes", 1L);
        row.put("maxLong", Long.MAX_VALUE).put("minLong", Long.MIN_VALUE).put("t", 949_550_706_000L);
        row.put("zone", "America/Los_Angeles");
        // Not quoted, so that it isn't a text.
        row.putRawValue("nan", new RawValue("NaN"));
        row.putArray("tags").add("x").add("y").add("zz");
        row.putArray("one").add("only");
        row.putArray("empty");
        row.putArray("longs").add(1).add(2).add(3);
        row.putArray("doubles").add(1.5).add(2.5);
        row.putArray("holes").add("x").addNull();
        return row;
    }
}
