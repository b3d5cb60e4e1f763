package io.isobar.indexer.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line that is a JSON object. */
final class JsonLineParser implements LineParser {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Flattener flattener;
    private final boolean lowercase;

    JsonLineParser(Flattener flattener, boolean lowercase) {
        this.flattener = flattener;
        this.lowercase = lowercase;
    }

    @Override
    public Row parse(String line) throws BadRowException {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRowException("", "is not a JSON object", line);
            }
            Map<String, @Nullable Object> object = object(parser, lowercase);
            if (parser.nextToken() != null) {
                throw new BadRowException("", "is not one JSON object: more follows after it", line);
            }
            return flattener.flatten(object);
        } catch (JsonProcessingException e) {
            throw new BadRowException(
                    "",
                    "is not JSON from column [%d] on".formatted(e.getLocation().getColumnNr()),
                    line);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory does not fail", e);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, boolean lowercase) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            fields.put(lowercase ? name.toLowerCase(Locale.ROOT) : name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_OBJECT -> object(parser, false);
            case START_ARRAY -> array(parser);
            default -> null;
        };
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
