package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of three outputs, [first], [second] and [third], of which the second meets a fault. */
class FailedOutputsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();
    private Path secondsInput;
    private Path config;
    private Path summary;

    @BeforeEach
    void prepare() throws IOException {
        for (String name : List.of("first", "second", "third")) {
            Files.writeString(input(name), "978307200000,a\n978307260000,b\n");
        }
        secondsInput = input("second");
        summary = directory.resolve("summary.json");
        config = config("");
        try (ControlDatabase control = control()) {
            control.migrate();
        }
    }

    @Test
    void theSummaryNamesEachOutputAndRunningAgainPublishesTheRest() throws Exception {
        Files.writeString(secondsInput, "978307200000,a\nlong ago,b\n");

        assertThat(index("--json")).isEqualTo(1);

        String version = onlyBatch("first").version();
        assertThat(pending("second")).isEmpty();
        assertThat(pending("third")).isEmpty();
        JsonNode outputs = JSON.readTree(isobar.out()).path("outputs");
        assertThat(outcomes(outputs)).containsExactly("first SEALED", "second FAILED", "third NOT_BEGUN");
        assertThat(outputs.get(0).path("version").asText()).isEqualTo(version);
        assertThat(outputs.get(0).path("storedRows").asInt()).isEqualTo(2);
        assertThat(outputs.get(1).path("problem").asText()).contains("second.csv", "line [2]");
        assertThat(fieldNames(outputs.get(2))).containsExactly("outcome", "dataSource");
        assertThat(summaryFile().path("outputs")).isEqualTo(outputs);
        assertThat(lastLines(5))
                .startsWith(
                        "output 1 of 3: [first] is sealed as version [%s]".formatted(version),
                        "output 2 of 3: [second] failed",
                        "output 3 of 3: [third] has not begun",
                        "Run it again once the cause is mended: what is sealed stays as it is, and only the rest is built")
                .last()
                .asString()
                .startsWith("isobar index: " + outputs.get(1).path("problem").asText());

        Files.writeString(secondsInput, "978307200000,a\n");
        assertThat(index()).isZero();

        assertThat(outcomes(summaryFile().path("outputs")))
                .containsExactly("first ALREADY_SEALED", "second SEALED", "third SEALED");
        assertThat(onlyBatch("first").version()).isEqualTo(version);
        assertThat(pending("second")).hasSize(1);
        assertThat(pending("third")).hasSize(1);
        assertThat(isobar.err()).isEmpty();
    }

    @Test
    void anOutputThatTheCatalogRefusesIsNamedWithWhoseItIs() throws Exception {
        try (ControlDatabase control = control()) {
            control.batches().homeOrFirst("second", "west");
        }

        assertThat(index()).isEqualTo(1);

        JsonNode outputs = summaryFile().path("outputs");
        assertThat(outcomes(outputs)).containsExactly("first SEALED", "second FAILED", "third NOT_BEGUN");
        assertThat(outputs.get(1).path("problem").asText())
                .startsWith("Datasource [second] has its home in [west], not in [east]");
        assertThat(isobar.err()).contains("output 2 of 3: [second] failed");

        assertThat(index()).as("as long as it is refused").isEqualTo(1);
        assertThat(outcomes(summaryFile().path("outputs")))
                .containsExactly("first ALREADY_SEALED", "second FAILED", "third NOT_BEGUN");
        assertThat(isobar.err())
                .contains("[first] was sealed before as version [%s]"
                        .formatted(onlyBatch("first").version()));
    }

    @Test
    void aRunThatCameToNoOutputSaysWhyOnce() throws Exception {
        config = configWithoutPassword();

        assertThat(index("--json")).isEqualTo(1);

        JsonNode told = JSON.readTree(isobar.out());
        assertThat(outcomes(told.path("outputs")))
                .containsExactly("first NOT_BEGUN", "second NOT_BEGUN", "third NOT_BEGUN");
        assertThat(isobar.err().strip())
                .endsWith("isobar index: " + told.path("problem").asText());
    }

    @Test
    void theOnlyOutputOfARunHasItsProblemBesideItsOutcome() throws Exception {
        Files.writeString(secondsInput, "long ago,b\n");
        Path spec = Files.writeString(directory.resolve("one.json"), """
                {"pipeline": {"sources": {%s}, "stages": [{"name": "b", "type": "transform", "input": "second"}]}, "spec": %s}""".formatted(source("second"), output("second")));

        assertThat(isobar.run("index", "" + spec, "--config", "" + config, "--summary-file", "" + summary))
                .isEqualTo(1);

        assertThat(fieldNames(summaryFile())).containsExactly("outcome", "dataSource", "problem");
        assertThat(summaryFile().path("outcome").asText()).isEqualTo("FAILED");
        assertThat(isobar.err()).startsWith("isobar index: ").doesNotContain("output 1 of 1");
    }

    /** So whoever is killed leaves none of another run: what is written at the end is a file of its own. */
    @Test
    void theSummaryOfAnEarlierRunIsRemovedNotWrittenOver() throws Exception {
        Path earlier = Files.writeString(directory.resolve("earlier.json"), "of an earlier run");
        Files.createLink(summary, earlier);
        config = configWithoutPassword();

        assertThat(index()).isEqualTo(1);

        assertThat(earlier).hasContent("of an earlier run");
        assertThat(outcomes(summaryFile().path("outputs"))).hasSize(3);
    }

    @Test
    void aRunWhoseSpecCannotBeReadLeavesNoSummaryOfAnotherOne() throws Exception {
        Files.writeString(summary, "of an earlier run");
        Path spec = Files.writeString(directory.resolve("broken.json"), "{");

        assertThat(isobar.run("index", "" + spec, "--config", "" + config, "--summary-file", "" + summary))
                .isEqualTo(1);

        assertThat(summary).doesNotExist();
    }

    @Test
    void aSummaryThatCannotBeWrittenDoesNotHideWhyTheRunFailed() throws Exception {
        Files.writeString(secondsInput, "long ago,b\n");
        summary = directory.resolve("no/such/directory.json");

        assertThat(index()).isEqualTo(1);

        assertThat(lastLines(1)).singleElement().asString().contains("second.csv", "line [1]");
    }

    private int index(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("index", "" + spec(), "--config", "" + config, "--summary-file", "" + summary));
        arguments.addAll(List.of(more));
        return isobar.run(arguments.toArray(String[]::new));
    }

    private JsonNode summaryFile() throws IOException {
        return JSON.readTree(summary.toFile());
    }

    private static List<String> outcomes(JsonNode outputs) {
        List<String> outcomes = new ArrayList<>();
        outputs.forEach(output -> outcomes.add(output.path("dataSource").asText() + " "
                + output.path("outcome").asText()));
        return outcomes;
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> lastLines(int count) {
        List<String> lines = isobar.err().lines().toList();
        return lines.subList(lines.size() - count, lines.size());
    }

    private Batch onlyBatch(String dataSource) throws IOException {
        assertThat(pending(dataSource)).hasSize(1);
        return pending(dataSource).get(0);
    }

    private List<Batch> pending(String dataSource) throws IOException {
        try (ControlDatabase control = control()) {
            return control.batches().pending(dataSource);
        }
    }

    private ControlDatabase control() throws IOException {
        return ControlDatabase.open(
                new DatabaseConfig("jdbc:h2:file:" + directory.resolve("control"), "isobar", Optional.empty(), 2));
    }

    private Path config(String more) throws IOException {
        return Files.writeString(
                directory.resolve("indexer.properties"),
                """
                dc.name = east
                indexer.store = %s
                indexer.working-path = %s
                indexer.tasks = 1
                control.database.url = jdbc:h2:file:%s
                """.formatted(
                                        Files.createDirectories(directory.resolve("store"))
                                                .toUri(),
                                        directory.resolve("work"),
                                        directory.resolve("control"))
                        + more);
    }

    private Path configWithoutPassword() throws IOException {
        return config("control.database.password-file = " + directory.resolve("nowhere"));
    }

    private Path input(String name) {
        return directory.resolve(name + ".csv");
    }

    private Path spec() throws IOException {
        return Files.writeString(directory.resolve("spec.json"), """
                {"pipeline": {"sources": {%s, %s, %s},
                   "stages": [
                     {"name": "a", "type": "transform", "input": "first"},
                     {"name": "b", "type": "transform", "input": "second"},
                     {"name": "c", "type": "transform", "input": "third"}]},
                 "outputs": [{"stage": "a", "spec": %s}, {"stage": "b", "spec": %s}, {"stage": "c", "spec": %s}]}""".formatted(
                        source("first"),
                        source("second"),
                        source("third"),
                        output("first"),
                        output("second"),
                        output("third")));
    }

    private String source(String name) {
        return """
                "%s": {"format": "csv", "columns": ["t", "a"], "paths": ["%s"],
                  "timestampSpec": {"column": "t", "format": "millis"}}""".formatted(name, input(name));
    }

    private static String output(String dataSource) {
        return """
                {"dataSchema": {"dataSource": "%s", "timestampSpec": {"column": "__time", "format": "millis"},
                   "dimensionsSpec": {"dimensions": ["a"]},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(dataSource);
    }
}
