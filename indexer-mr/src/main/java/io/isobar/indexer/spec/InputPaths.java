package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.time.Granularity;
import io.isobar.segment.time.JodaPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a spec's {@code inputSpec} reads: files, or segments. */
public sealed interface InputPaths {

    /** Files, directories (not recursive) and globs. */
    record Listed(List<String> paths) implements InputPaths {
        public Listed {
            paths = List.copyOf(paths);
        }
    }

    /**
     * One directory per time bucket of the spec's intervals, read recursively.
     *
     * @param pathFormat the directory's name for the start of a bucket, in the letters of Joda-Time
     * @param filePattern a regular expression that the whole path of a file must match
     */
    record ByTime(String root, Granularity granularity, Optional<String> pathFormat, Optional<String> filePattern)
            implements InputPaths {}

    /** The files of all children. */
    record All(List<InputPaths> children) implements InputPaths {
        public All {
            children = List.copyOf(children);
        }
    }

    /** Rows of segments that are there already. */
    record Segments(SegmentsSpec spec) implements InputPaths {}

    /** The segments that are read, in the order of the spec. */
    default List<SegmentsSpec> segments() {
        if (this instanceof Segments segments) {
            return List.of(segments.spec());
        }
        return this instanceof All all
                ? all.children().stream()
                        .flatMap(child -> child.segments().stream())
                        .toList()
                : List.of();
    }

    /** Whether files are read. */
    default boolean readsFiles() {
        return this instanceof All all
                ? all.children().stream().anyMatch(InputPaths::readsFiles)
                : !(this instanceof Segments);
    }

    /** Reads an {@code inputSpec}; a datasource is read at most once in all of it. */
    static InputPaths read(SpecObject spec) {
        InputPaths paths = readOne(spec);
        Set<String> dataSources = new HashSet<>();
        for (SegmentsSpec segments : paths.segments()) {
            if (!dataSources.add(segments.dataSource())) {
                throw new SpecException(
                        spec.path(),
                        "reads the segments of [%s] twice: give one child all [intervals]"
                                .formatted(segments.dataSource()));
            }
        }
        return paths;
    }

    private static InputPaths readOne(SpecObject spec) {
        String type = spec.text("type");
        return switch (type) {
            case "static" -> new Listed(readPaths(spec, "paths"));
            case "granularity" ->
                new ByTime(
                        spec.text("inputPath"),
                        spec.granularity("dataGranularity", "day"),
                        checked(spec, "pathFormat", JodaPattern::of),
                        checked(spec, "filePattern", Pattern::compile));
            case "dataSource" -> new Segments(SegmentsSpec.read(spec));
            case "multi" -> new All(children(spec));
            default -> throw new SpecException(spec.at("type"), "has unknown value [" + type + "]");
        };
    }

    /** Tells now what can't be read. */
    private static Optional<String> checked(SpecObject spec, String field, Function<String, ?> read) {
        Optional<String> text = spec.optionalText(field);
        text.ifPresent(given -> spec.reading(field, json -> read.apply(given)));
        return text;
    }

    private static List<InputPaths> children(SpecObject spec) {
        List<InputPaths> children = spec.list("children", child -> readOne(child.objectHere()));
        if (children.isEmpty()) {
            throw new SpecException(spec.at("children"), "is missing: name one input or more");
        }
        return children;
    }

    /** A list, or Druid's one string in which commas outside of braces stand between the paths. */
    static List<String> readPaths(SpecObject spec, String field) {
        JsonNode value = spec.json().path(field);
        List<String> paths = value.isTextual() ? splitOutsideBraces(value.textValue()) : spec.texts(field);
        if (paths.isEmpty()) {
            throw new SpecException(spec.at(field), "is missing: name one path or more");
        }
        return paths;
    }

    private static List<String> splitOutsideBraces(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == text.length())) {
                String part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
