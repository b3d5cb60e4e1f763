package io.isobar.indexer.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.isobar.indexer.spec.LineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line that is a JSON object. Of several fields of the same name the last counts. Whole numbers beyond 64 bits are
 * doubles; half of a surrogate pair is a question mark, as it would be once written.
 */
final class JsonLineParser implements LineParser {
    private final JsonFactory factory = new JsonFactory();
    private final Flattener flattener;
    private final boolean lowercase;

    JsonLineParser(Flattener flattener, LineSpec.Json lines) {
        this.flattener = flattener;
        this.lowercase = lines.lowercase();
        lines.features().forEach((name, on) -> factory.configure(JsonParser.Feature.valueOf(name), on));
    }

    @Override
    public Row parse(String line) throws BadRowException {
        try (JsonParser parser = factory.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRowException("", "is not a JSON object", line);
            }
            Row row = flattener.takesTopLevelOnly() ? topLevel(parser) : flattener.flatten(row(parser));
            if (parser.nextToken() != null) {
                throw new BadRowException("", "is not one JSON object: more follows after it", line);
            }
            return row;
        } catch (JsonProcessingException e) {
            throw new BadRowException(
                    "",
                    "is not JSON from column [%d] on".formatted(e.getLocation().getColumnNr()),
                    line);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory does not fail", e);
        }
    }

    private Row topLevel(JsonParser parser) throws IOException {
        Row row = flattener.newRow();
        int previous = -1;
        for (String written; (written = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            previous =
                    flattener.add(row, previous, lowercase ? written.toLowerCase(Locale.ROOT) : written, value(parser));
        }
        return row;
    }

    private Map<String, @Nullable Object> row(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String written; (written = parser.nextFieldName()) != null; ) {
            String name = lowercase ? written.toLowerCase(Locale.ROOT) : written;
            parser.nextToken();
            if (flattener.reads(name)) {
                fields.put(name, value(parser));
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> sound(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> null;
        };
    }

    /** An escape may stand for half of a pair, which no file of text could hold and which sorts like nothing else. */
    private static String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static Object whole(JsonParser parser) throws IOException {
        boolean tooBig = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
        return tooBig ? (Object) parser.getDoubleValue() : (Object) parser.getLongValue();
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
