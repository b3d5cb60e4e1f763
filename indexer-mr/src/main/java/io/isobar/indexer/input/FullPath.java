package io.isobar.indexer.input;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSONPath with wildcards, filters, functions or anything else, by the library that Druid asks too. */
final class FullPath implements FieldExtractor {
    private static final Configuration OVER_PLAIN_VALUES = Configuration.builder()
            .jsonProvider(new PlainValues())
            .mappingProvider(new NoMapping())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonPath path;

    FullPath(String text) {
        this.path = JsonPath.compile(text);
    }

    @Override
    public Optional<String> root() {
        return Optional.empty();
    }

    @Override
    public @Nullable Object from(Map<String, ? extends @Nullable Object> root) throws BadRowException {
        try {
            return path.read((Object) root, OVER_PLAIN_VALUES);
        } catch (JsonPathException | ClassCastException e) {
            throw new BadRowException("", "can't be flattened by path [" + path.getPath() + "]", null);
        }
    }

    /** Maps and lists are what they are, and null is a map without fields, as to Druid; nothing is ever parsed. */
    private static final class PlainValues extends AbstractJsonProvider {
        @Override
        public boolean isMap(@Nullable Object value) {
            return value == null || super.isMap(value);
        }

        @Override
        public Object getMapValue(@Nullable Object map, String key) {
            return map == null ? UNDEFINED : super.getMapValue(map, key);
        }

        @Override
        public Collection<String> getPropertyKeys(@Nullable Object map) {
            return map == null ? List.of() : super.getPropertyKeys(map);
        }

        @Override
        public Object parse(String json) {
            throw new UnsupportedOperationException("Rows are parsed already");
        }

        @Override
        public Object parse(InputStream json, String charset) {
            throw new UnsupportedOperationException("Rows are parsed already");
        }

        @Override
        public String toJson(Object value) {
            return String.valueOf(value);
        }

        @Override
        public Object createArray() {
            return new ArrayList<>();
        }

        @Override
        public Object createMap() {
            return new LinkedHashMap<>();
        }
    }

    private static final class NoMapping implements MappingProvider {
        @Override
        public <T> T map(Object source, Class<T> type, Configuration configuration) {
            throw new UnsupportedOperationException("Values are taken as they are");
        }

        @Override
        public <T> T map(Object source, TypeRef<T> type, Configuration configuration) {
            throw new UnsupportedOperationException("Values are taken as they are");
        }
    }
}
