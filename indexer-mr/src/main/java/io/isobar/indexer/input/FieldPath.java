package io.isobar.indexer.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path that leads to one value by names and indexes: {@code $.a.b}, {@code $['a b'][0]}. It is most of the paths there
 * are, and needs no interpreter; {@link FullPath} takes the others.
 */
final class FieldPath implements FieldExtractor {
    private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\['([^'\\\\*?,]+)'\\]|\\[(\\d{1,9})\\]");

    private final List<Object> steps; // String or Integer

    private FieldPath(List<Object> steps) {
        this.steps = List.copyOf(steps);
    }

    static FieldPath root(String name) {
        return new FieldPath(List.of(name));
    }

    static FieldPath ofNames(List<String> names) {
        return new FieldPath(List.copyOf(names));
    }

    /** The path, or nothing if it has other steps. */
    static Optional<FieldPath> parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 1;
        for (; text.startsWith("$") && step.find(at) && step.start() == at; at = step.end()) {
            String index = step.group(3);
            steps.add(index != null ? Integer.valueOf(index) : step.group(1) != null ? step.group(1) : step.group(2));
            if (step.end() == text.length()) {
                return Optional.of(new FieldPath(steps));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> root() {
        return steps.get(0) instanceof String name ? Optional.of(name) : Optional.empty();
    }

    @Override
    public @Nullable Object from(Map<String, ? extends @Nullable Object> root) {
        Object value = root;
        for (Object step : steps) {
            if (step instanceof String name && value instanceof Map<?, ?> map) {
                value = map.get(name);
            } else if (step instanceof Integer index && value instanceof List<?> list && index < list.size()) {
                value = list.get(index);
            } else {
                return null;
            }
        }
        return value;
    }
}
