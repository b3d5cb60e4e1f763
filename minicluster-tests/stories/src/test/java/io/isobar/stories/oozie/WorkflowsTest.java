package io.isobar.stories.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.backfill.BackfillCommand;
import io.isobar.cli.index.IndexCommand;
import io.isobar.cli.index.ReindexCommand;
import io.isobar.indexer.reindex.SpecChanges;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/**
 * The files that are shipped for Oozie are what Oozie's own schemas call valid, their graphs are sound, every variable has a
 * value, and what they call are commands that there are.
 */
class WorkflowsTest {
    private static final String[] WORKFLOW = {
        "oozie-workflow-1.0.xsd", "shell-action-1.0.xsd", "email-action-0.2.xsd", "oozie-sla-0.2.xsd"
    };
    private static final String[] COORDINATOR = {"oozie-coordinator-0.5.xsd", "oozie-sla-0.2.xsd"};

    @ParameterizedTest
    @ValueSource(strings = {"index/workflow.xml", "backfill/workflow.xml", "reindex/workflow.xml"})
    void aWorkflowIsValidAndItsGraphIsSound(String path) throws Exception {
        OozieFile file = OozieFile.shipped(path);

        file.validate(WORKFLOW);
        assertThat(WorkflowGraph.problems(file.root())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index/coordinator-data.xml",
                "index/coordinator-time.xml",
                "backfill/coordinator.xml",
                "reindex/coordinator.xml"
            })
    void aCoordinatorIsValid(String path) throws Exception {
        OozieFile.shipped(path).validate(COORDINATOR);
    }

    @Test
    void theBundleIsValidAndStartsCoordinatorsThatThereAre() throws Exception {
        OozieFile bundle = OozieFile.shipped("bundle/bundle.xml");

        bundle.validate("oozie-bundle-0.2.xsd");
        assertThat(OozieFile.all(bundle.root(), "app-path"))
                .extracting(Element::getTextContent)
                .containsExactly("${applicationPath}/coordinator-data.xml", "${backfillPath}/coordinator.xml");
        assertThat(OozieFile.directory("index/coordinator-data.xml")).exists();
        assertThat(OozieFile.directory("backfill/coordinator.xml")).exists();
    }

    @Test
    void aWorkflowWithoutAProgramIsRefusedByTheSameCheck() throws Exception {
        OozieFile broken = OozieFile.shipped("index/workflow.xml").with("<exec>.*</exec>", "");

        assertThatThrownBy(() -> broken.validate(WORKFLOW))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("exec");
    }

    @Test
    void whatTheWorkflowsCallAreCommandsThatThereAre() throws Exception {
        assertThat(parse("index/workflow.xml", "index", new IndexCommand())).contains("--interval", "--config");
        assertThat(parse("backfill/workflow.xml", "backfill", new BackfillCommand()))
                .contains("--from", "--to", "--by", "--parallel");
        assertThat(parse("reindex/workflow.xml", "reindex", new ReindexCommand()))
                .contains("--datasource", "--interval", "--spec", "--config");
    }

    @Test
    void theChangesThatAreShippedAreThoseThatReindexKnows() throws Exception {
        JsonNode changes = new ObjectMapper()
                .readTree(OozieFile.directory("reindex/changes.json").toFile());

        assertThatCode(() -> SpecChanges.of(changes)).doesNotThrowAnyException();
    }

    @Test
    void anActionCarriesAllThatItsCommandReads() throws Exception {
        Map<String, String> specs = Map.of(
                "index/workflow.xml", "${applicationPath}/spec.json#spec.json",
                "backfill/workflow.xml", "${applicationPath}/spec.json#spec.json",
                "reindex/workflow.xml", "${reindexPath}/changes.json#changes.json");
        for (String path : specs.keySet()) {
            Element shell =
                    OozieFile.all(OozieFile.shipped(path).root(), "shell").get(0);

            assertThat(OozieFile.all(shell, "file"))
                    .extracting(Element::getTextContent)
                    .containsExactly(
                            specs.get(path),
                            "${applicationPath}/indexer.properties#indexer.properties",
                            "${secretsPath}/control-db.password#control-db.password",
                            "${keytabFile}");
            assertThat(OozieFile.all(shell, "exec").get(0).getTextContent()).startsWith("isobar/");
            assertThat(OozieFile.all(shell, "archive").get(0).getTextContent()).endsWith("#isobar");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "index/job.properties, index/coordinator-data.xml, index/workflow.xml",
        "index/job.properties, index/coordinator-time.xml, index/workflow.xml",
        "backfill/job.properties, , backfill/workflow.xml",
        "reindex/job.properties, reindex/coordinator.xml, reindex/workflow.xml",
        "bundle/job.properties, index/coordinator-data.xml, index/workflow.xml",
        "bundle/job.properties, backfill/coordinator.xml, backfill/workflow.xml"
    })
    void everyVariableHasAValue(String properties, String coordinator, String workflow) throws Exception {
        Set<String> given = new TreeSet<>(properties(properties).stringPropertyNames());
        if (properties.startsWith("bundle")) {
            assertThat(given).containsAll(OozieFile.shipped("bundle/bundle.xml").variables());
        }
        if (coordinator != null) {
            assertThat(given).containsAll(OozieFile.shipped(coordinator).variables());
            given.addAll(OozieFile.shipped(coordinator).given());
        }
        given.addAll(OozieFile.shipped(workflow).given());

        assertThat(given).containsAll(OozieFile.shipped(workflow).variables());
    }

    /** Reads the action's arguments as the command would, with values in the places of variables; returns the options. */
    private static List<String> parse(String path, String name, Object command) throws Exception {
        Element shell = OozieFile.all(OozieFile.shipped(path).root(), "shell").get(0);
        List<String> arguments = new ArrayList<>();
        for (Element argument : OozieFile.all(shell, "argument")) {
            arguments.add(argument.getTextContent()
                    .replace("${parallel}", "2")
                    .replace("${missingInput}", "fail")
                    .replaceAll("\\$\\{[a-zA-Z]+}", "value"));
        }
        assertThat(arguments.remove(0)).isEqualTo(name);
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
        return arguments.stream().filter(argument -> argument.startsWith("--")).toList();
    }

    private static Properties properties(String path) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(OozieFile.directory(path))) {
            properties.load(reader);
        }
        return properties;
    }
}
