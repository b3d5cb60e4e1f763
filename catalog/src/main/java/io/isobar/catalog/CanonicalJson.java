package io.isobar.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one JSON text of a value: UTF-8, no whitespace, fields in a fixed order, longs as numbers. Since each value has one
 * text, hashes are taken over it, and a reader can check a text by writing it again.
 */
final class CanonicalJson {
    /** Bounds what a reader takes in: far above any manifest, far below the heap of a small process. */
    static final int MAX_BYTES = 256 << 20;

    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(20)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes one value to a generator. */
    interface Writer {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private CanonicalJson() {}

    static byte[] write(Writer value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            value.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    static JsonNode read(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "JSON of [%d] bytes is over the bound of [%d]".formatted(json.length, MAX_BYTES));
        }
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read JSON from memory", e);
        }
    }
}
