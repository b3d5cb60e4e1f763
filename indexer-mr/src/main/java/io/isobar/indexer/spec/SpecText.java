package io.isobar.indexer.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a spec file as JSON: with comments, with a byte order mark, in any of JSON's encodings.
 *
 * @param root a JSON object
 * @param behind where text begins that follows the object; Druid's reader stops before it
 */
record SpecText(JsonNode root, Optional<Notice> behind) {
    private static final String REPEATED = "Duplicate field ";

    /** Jackson tells programmers what to switch on. */
    private static final Pattern HINT = Pattern.compile(": enable .*");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .build();

    /** Reads the text, and tells line and column of what is no JSON. */
    static SpecText read(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new SpecException(List.of("The spec is empty"));
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new SpecException(List.of("The spec is not a JSON object: give each spec a file of its own"));
            }
            return new SpecText(parser.readValueAsTree(), behind(parser));
        } catch (JsonProcessingException e) {
            throw new SpecException(List.of(problem(e)));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory does not fail", e);
        }
    }

    private static String problem(JsonProcessingException e) {
        String what = HINT.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("");
        String where = " at line [%d] column [%d]"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return what.startsWith(REPEATED)
                ? "Field [%s] is given twice in one object, the second time%s: Druid took the last one; remove one of them"
                        .formatted(what.substring(REPEATED.length()).replace("'", ""), where)
                : "The spec is not JSON: " + what + where;
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
