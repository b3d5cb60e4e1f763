package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Answers of the engine as tests want them. */
final class Answers {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final QueryEngine ENGINE = new QueryEngine();

    private Answers() {}

    /** JSON with single quotes. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Query query(String text) {
        return Query.parse(json(text));
    }

    static SegmentId id(Segment segment, int partition) {
        return new SegmentId("test", segment.interval(), "v1", partition);
    }

    /** The answer from segments, each of which is one partition. */
    static JsonNode answer(Query query, List<Segment> segments) {
        List<PartialResult> partials = new ArrayList<>();
        for (Segment segment : segments) {
            partials.add(ENGINE.run(query, id(segment, partials.size()), segment));
        }
        return finish(query, partials);
    }

    static JsonNode answer(Query query, Segment segment) {
        return answer(query, List.of(segment));
    }

    static JsonNode finish(Query query, List<PartialResult> partials) {
        try {
            return JSON.readTree(finishToBytes(query, partials));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] finishToBytes(Query query, List<PartialResult> partials) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.getFactory().createGenerator(bytes)) {
            ENGINE.finish(query, partials, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] encode(PartialResult partial) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ENGINE.encode(partial, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PartialResult decode(Query query, byte[] bytes) throws IOException {
        return ENGINE.decode(query, new ByteArrayInputStream(bytes));
    }

    /** Whether two answers are equal; floating-point numbers to a millionth of their size. */
    static boolean close(JsonNode left, JsonNode right) {
        if (left.isFloatingPointNumber() || right.isFloatingPointNumber()) {
            double a = left.asDouble(Double.NaN);
            double b = right.asDouble(Double.NaN);
            return Math.abs(a - b) <= Math.max(1e-6 * Math.max(Math.abs(a), Math.abs(b)), 1e-9);
        }
        if (left.isObject() && right.isObject()) {
            if (left.size() != right.size()) {
                return false;
            }
            for (Iterator<String> names = left.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!right.has(name) || !close(left.get(name), right.get(name))) {
                    return false;
                }
            }
            return true;
        }
        if (left.isArray() && right.isArray()) {
            if (left.size() != right.size()) {
                return false;
            }
            for (int i = 0; i < left.size(); i++) {
                if (!close(left.get(i), right.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return left.equals(right) || (left.isNumber() && right.isNumber() && left.asLong() == right.asLong());
    }
}
