package io.isobar.indexer.input;

import io.isobar.indexer.spec.FlattenSpec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the value of one field of a flattenSpec. Not thread-safe. */
interface FieldExtractor {
    /** The value, nested or not; null if there is none. */
    @Nullable
    Object from(Map<String, ? extends @Nullable Object> root) throws BadRowException;

    /** The one top-level field that is looked at; empty if it may be any. */
    Optional<String> root();

    static FieldExtractor of(FlattenSpec.Field field) {
        return switch (field.kind()) {
            case ROOT -> FieldPath.root(field.expression());
            case TREE -> FieldPath.ofNames(field.nodes());
            case JQ -> new JqQuery(field);
            case PATH -> {
                Optional<FieldPath> simple = FieldPath.parse(field.expression());
                yield simple.isPresent() ? simple.get() : new FullPath(field.expression());
            }
        };
    }
}
