package io.isobar.stories.oozie;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.oozie.client.OozieClient;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An XML file for Oozie: whether it is what Oozie's own schemas call valid, and what stands in it. */
record OozieFile(String name, String text) {
    private static final Path SHIPPED = Path.of("../../oozie-workflows");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)}");

    /** A file that is shipped, by its path below {@code oozie-workflows}. */
    static OozieFile shipped(String path) throws IOException {
        return new OozieFile(path, Files.readString(SHIPPED.resolve(path)));
    }

    static Path directory(String name) {
        return SHIPPED.resolve(name);
    }

    OozieFile with(String regex, String replacement) {
        return new OozieFile(name, text.replaceAll(regex, replacement));
    }

    /** Throws where the file contradicts the schemas, which are named as files of Oozie's client. */
    void validate(String... schemas) throws SAXException, IOException {
        // By address and not by content, so that the schemas find those that they include.
        Source[] sources = Arrays.stream(schemas)
                .map(schema -> (Source)
                        new StreamSource(Objects.requireNonNull(OozieClient.class.getResource("/" + schema), schema)
                                .toString()))
                .toArray(Source[]::new);
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
        schema.newValidator().validate(new StreamSource(new StringReader(text)));
    }

    Element root() throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    /** All elements of that name, whatever their namespace, in the order of the file. */
    static List<Element> all(Element within, String name) {
        NodeList found = within.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Names in <code>${…}</code> that are no functions and no constants of Oozie: somebody has to give their values. */
    Set<String> variables() {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(names::add);
        names.removeAll(Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE"));
        return names;
    }

    /** Names that the file gives values to: in its parameters, or to the workflow that it starts. */
    Set<String> given() throws SAXException, IOException, ParserConfigurationException {
        Set<String> names = new TreeSet<>();
        for (Element property : all(root(), "property")) {
            names.add(all(property, "name").get(0).getTextContent());
        }
        return names;
    }
}
