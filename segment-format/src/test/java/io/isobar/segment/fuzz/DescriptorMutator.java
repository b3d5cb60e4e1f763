package io.isobar.segment.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes what the JSON at the beginning of a column's file says, and keeps it JSON. */
final class DescriptorMutator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORDS = List.of(
            "long",
            "longV2",
            "float",
            "floatV2",
            "double",
            "doubleV2",
            "stringDictionary",
            "complex",
            "null",
            "nestedCommonFormat",
            "longV3",
            "hyperUnique",
            "roaring",
            "concise",
            "LITTLE_ENDIAN",
            "BIG_ENDIAN",
            "STRING",
            "LONG",
            "DOUBLE",
            "COMPLEX",
            "ARRAY",
            "ARRAY<LONG>",
            "json",
            "HLLSketch",
            "thetaSketch",
            "");

    private final RandomGenerator random;

    DescriptorMutator(RandomGenerator random) {
        this.random = random;
    }

    /** Whether the bytes begin as a column's file does. */
    static boolean hasDescriptor(byte[] bytes) {
        int end = end(bytes);
        return end > Integer.BYTES && end <= bytes.length && bytes[Integer.BYTES] == '{';
    }

    /** The first byte after the descriptor. */
    static int end(byte[] bytes) {
        return bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt(0) + Integer.BYTES;
    }

    /** The same file with another descriptor. */
    byte[] mutate(byte[] file) {
        int end = end(file);
        JsonNode descriptor;
        try {
            descriptor = JSON.readTree(new String(file, Integer.BYTES, end - Integer.BYTES, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return file;
        }
        byte[] changed = change(descriptor).toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + changed.length + file.length - end)
                .putInt(changed.length)
                .put(changed)
                .put(file, end, file.length - end)
                .array();
    }

    private JsonNode change(JsonNode node) {
        if (random.nextInt(12) == 0) {
            return anything(node);
        }
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(6) == 0) {
                object.remove(name);
            } else {
                object.set(name, change(object.get(name)));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            array.set(0, change(array.get(0)));
            return array;
        }
        return node.isTextual()
                ? JsonNodeFactory.instance.textNode(WORDS.get(random.nextInt(WORDS.size())))
                : anything(node);
    }

    private JsonNode anything(JsonNode old) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.objectNode();
            case 4 -> json.arrayNode();
            case 5 -> json.arrayNode().add(old).add(old);
            case 6 -> json.objectNode().set("type", old);
            case 7 -> json.arrayNode().addNull();
            default -> json.textNode(WORDS.get(random.nextInt(WORDS.size())));
        };
    }
}
