package io.isobar.stories.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.cli.index.IndexCommand;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.oozie.client.OozieClient;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/** The files that are shipped for Oozie are what Oozie's own schemas call valid, and name options that there are. */
class WorkflowsTest {
    private static final Path INDEX = Path.of("../../oozie-workflows/index");
    private static final Pattern OPTION = Pattern.compile("<argument>(--[a-z-]+)</argument>");

    @Test
    void theWorkflowIsValid() throws Exception {
        validate(Files.readString(INDEX.resolve("workflow.xml")), "oozie-workflow-1.0.xsd", "shell-action-1.0.xsd");
    }

    @Test
    void theCoordinatorIsValid() throws Exception {
        validate(Files.readString(INDEX.resolve("coordinator.xml")), "oozie-coordinator-0.5.xsd");
    }

    @Test
    void aWorkflowWithoutAProgramIsRefusedByTheSameCheck() throws Exception {
        String broken = Files.readString(INDEX.resolve("workflow.xml")).replaceAll("<exec>.*</exec>", "");

        assertThatThrownBy(() -> validate(broken, "oozie-workflow-1.0.xsd", "shell-action-1.0.xsd"))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("exec");
    }

    @Test
    void theWorkflowGivesOptionsThatTheCommandHas() throws Exception {
        List<String> given = OPTION.matcher(Files.readString(INDEX.resolve("workflow.xml")))
                .results()
                .map((MatchResult option) -> option.group(1))
                .distinct()
                .toList();

        assertThat(given).isNotEmpty();
        assertThat(new CommandLine(new IndexCommand())
                        .getCommandSpec()
                        .optionsMap()
                        .keySet())
                .containsAll(given);
    }

    private static void validate(String xml, String... schemas) throws SAXException, IOException {
        // By address and not by content, so that the schemas find those that they include.
        Source[] sources = Arrays.stream(schemas)
                .map(name -> (Source)
                        new StreamSource(Objects.requireNonNull(OozieClient.class.getResource("/" + name), name)
                                .toString()))
                .toArray(Source[]::new);
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }
}
