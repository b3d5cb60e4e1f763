package io.isobar.indexer.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of a spec file as JSON: with comments, with a byte order mark, in any of JSON's encodings, in any form that Druid
 * had.
 *
 * @param root a JSON object, in the form of Druid 0.7 and later
 * @param notices of what Druid's reader passed over without a word
 * @param old the form that the file has itself, if it is that of Druid 0.6
 */
record SpecText(JsonNode root, List<Notice> notices, Optional<Druid06Form> old) {
    /** Jackson tells programmers what to switch on. */
    private static final Pattern HINT = Pattern.compile(": enable .*");

    private static final Pattern FIELD = Pattern.compile("^Field \\[([^\\[\\]]*(?:\\[\\d+][^\\[\\]]*)*)]");

    /** What decides how an object is read. Druid's reader went by the first one that it met. */
    private static final Set<String> DECIDING = Set.of("type", "format");

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

    SpecText {
        notices = List.copyOf(notices);
    }

    /** Reads the text, and tells line and column of what is no JSON. */
    static SpecText read(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new SpecException(List.of("The spec is empty"));
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new SpecException(List.of("The spec is not a JSON object: give each spec a file of its own"));
            }
            List<Notice> notices = new ArrayList<>();
            JsonNode written = value(parser, "", notices);
            behind(parser).ifPresent(notices::add);
            if (written.path("payload").isObject() && !written.has("spec") && !written.has("dataSchema")) {
                throw new SpecException(
                        "payload",
                        "holds the task as Druid's Overlord gives it back: make what is in it a file of its own");
            }
            Optional<Druid06Form> old = Druid06Form.of(written);
            old.ifPresent(form -> notices.add(form.notice()));
            return new SpecText(old.<JsonNode>map(Druid06Form::root).orElse(written), notices, old);
        } catch (JsonProcessingException e) {
            throw new SpecException(List.of("The spec is not JSON: "
                    + HINT.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("")
                    + " at line [%d] column [%d]"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr())));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory does not fail", e);
        }
    }

    /** What is told of the spec, by the places at which things stand in the file. */
    List<Notice> told(List<Notice> found) {
        return Stream.concat(
                        notices.stream(),
                        found.stream().map(notice -> new Notice(oldPath(notice.path()), notice.text())))
                .toList();
    }

    /** The same complaint, by the places at which things stand in the file. */
    SpecException told(SpecException complaint) {
        return old.isEmpty()
                ? complaint
                : new SpecException(complaint.problems().stream()
                        .map(problem -> FIELD.matcher(problem)
                                .replaceFirst(
                                        found -> Matcher.quoteReplacement("Field [" + oldPath(found.group(1)) + "]")))
                        .toList());
    }

    private String oldPath(String path) {
        return old.map(form -> form.oldPath(path)).orElse(path);
    }

    /** The value that begins at the parser's token. */
    private static JsonNode value(JsonParser parser, String path, List<Notice> notices) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser, path, notices);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, path + "[" + array.size() + "]", notices));
            }
            return array;
        }
        return parser.readValueAsTree();
    }

    private static ObjectNode object(JsonParser parser, String path, List<Notice> notices) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String at = path.isEmpty() ? name : path + "." + name;
            int line = parser.currentLocation().getLineNr();
            parser.nextToken();
            JsonNode value = value(parser, at, notices);
            JsonNode before = object.get(name);
            if (before != null && !before.equals(value) && DECIDING.contains(name)) {
                throw new SpecException(
                        at,
                        "is given twice, first as [%s], and as [%s] in line [%d]: remove one of them"
                                .formatted(before.asText(), value.asText(), line));
            }
            if (before != null) {
                notices.add(new Notice(
                        at,
                        "is given twice, the second time in line [%d]: as in Druid, the last one counts"
                                .formatted(line)));
            }
            object.set(name, value);
        }
        return object;
    }

    private static Optional<Notice> behind(JsonParser parser) throws IOException {
        int line = parser.currentLocation().getLineNr();
        boolean more;
        try {
            more = parser.nextToken() != null;
        } catch (JsonProcessingException e) {
            more = true; // it needn't be JSON
        }
        return more
                ? Optional.of(
                        new Notice("line " + line, "ends the spec: the text behind it is passed over, as by Druid"))
                : Optional.empty();
    }
}
