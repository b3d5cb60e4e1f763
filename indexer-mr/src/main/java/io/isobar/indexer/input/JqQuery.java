package io.isobar.indexer.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.spec.FlattenSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** A query of jq over the whole row. Its first result counts; one without a result gives no value. */
final class JqQuery implements FieldExtractor {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final FlattenSpec.Field field;
    private final JsonQuery query;
    private final Scope functions = Scope.newEmptyScope();

    JqQuery(FlattenSpec.Field field) {
        this.field = field;
        // the loader of this class: in a task, the thread's own is the cluster's
        BuiltinFunctionLoader.getInstance()
                .loadFunctions(JqQuery.class.getClassLoader(), FlattenSpec.JQ_VERSION, functions);
        try {
            this.query = JsonQuery.compile(field.expression(), FlattenSpec.JQ_VERSION);
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException("Query [" + field.expression() + "] can't be read", e);
        }
    }

    @Override
    public Optional<String> root() {
        return Optional.empty();
    }

    @Override
    public @Nullable Object from(Map<String, ? extends @Nullable Object> root) throws BadRowException {
        List<JsonNode> results = new ArrayList<>(1);
        try {
            query.apply(Scope.newChildScope(functions), node(root), result -> {
                if (results.isEmpty()) {
                    results.add(result);
                }
            });
        } catch (JsonQueryException | RuntimeException e) {
            throw new BadRowException(field.name(), "can't be found by the query [" + field.expression() + "]", null);
        }
        return results.isEmpty() ? null : plain(results.get(0));
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, field) -> object.set(String.valueOf(name), node(field)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Long whole) {
            return NODES.numberNode(whole);
        }
        if (value instanceof Number number) {
            return NODES.numberNode(number.doubleValue());
        }
        return value instanceof byte[] bytes ? NODES.binaryNode(bytes) : NODES.textNode(value.toString());
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
        }
        return node.asText();
    }
}
