package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.segment.time.Granularity;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code pipeline} section, stage by stage, and knows of each name so far whether its rows have a time. */
final class PipelineReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private final SpecObject spec;
    private final Map<String, PipelineSpec.Source> sources = new LinkedHashMap<>();
    private final List<StageSpec> stages = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> timed = new HashSet<>();

    PipelineReader(SpecObject spec) {
        this.spec = spec;
    }

    PipelineSpec read() {
        SpecObject named = spec.object("sources");
        named.json().properties().forEach(entry -> addSource(entry.getKey(), named.object(entry.getKey())));
        if (sources.isEmpty()) {
            throw new SpecException(spec.at("sources"), "is missing: name one source or more");
        }
        for (SpecObject stage : spec.objects("stages")) {
            addStage(stage);
        }
        if (stages.isEmpty()) {
            throw new SpecException(spec.at("stages"), "is missing: the last stage gives the rows of the spec");
        }
        String last = stages.get(stages.size() - 1).name();
        String output = spec.text("output", last);
        if (!known.contains(output)) {
            throw unknownInput(spec.at("output"), "names", output);
        }
        return new PipelineSpec(sources, stages, output);
    }

    private void addSource(String name, SpecObject source) {
        if (source.has("paths") == source.has("inputSpec")) {
            throw new SpecException(
                    source.path(), "needs either [paths], or an [inputSpec] for files that are laid out by time");
        }
        InputPaths paths = source.has("paths")
                ? new InputPaths.Listed(InputPaths.readPaths(source, "paths"))
                : InputPaths.read(source.object("inputSpec"));
        Optional<TimestampSpec> timestamp = source.has("timestampSpec")
                ? Optional.of(TimestampSpec.read(source.object("timestampSpec")))
                : Optional.empty();
        var read = new PipelineSpec.Source(InputFormatSpec.readSource(source), paths, timestamp);
        if (read.isByTime() && timestamp.isEmpty()) {
            throw new SpecException(
                    source.at("timestampSpec"), "is missing: of files by time, the rows of the time needed are read");
        }
        sources.put(name, read);
        known.add(name);
        if (timestamp.isPresent()) {
            timed.add(name);
        }
    }

    private void addStage(SpecObject stage) {
        StageSpec read = stage(stage);
        for (String input : read.inputs()) {
            if (!known.contains(input)) {
                throw unknownInput(stage.path(), "reads", input);
            }
        }
        if (!NAME.matcher(read.name()).matches()) {
            throw new SpecException(
                    stage.at("name"),
                    "[" + read.name() + "] can't be a directory: use letters, digits, and after them [_], [-] and [.]");
        }
        if (!known.add(read.name())) {
            throw new SpecException(
                    stage.at("name"), "[" + read.name() + "] is taken: give each stage a name of its own");
        }
        boolean windowed = (read instanceof StageSpec.Join join && join.window().isPresent())
                || (read instanceof StageSpec.Group group && group.window().isPresent());
        for (String input : windowed ? read.inputs() : List.<String>of()) {
            if (!timed.contains(input)) {
                throw new SpecException(
                        stage.at("window"),
                        "needs the time of the rows of [%s]: give the sources a [timestampSpec], or compute a column [%s]"
                                .formatted(input, PipelineSpec.TIME));
            }
        }
        if (givesTime(read)) {
            timed.add(read.name());
        }
        stages.add(read);
    }

    private SpecException unknownInput(String path, String verb, String input) {
        String nearest = NearestName.of(input, known)
                .map(name -> "did you mean [" + name + "]?")
                .orElse("known before it are " + known.stream().sorted().toList());
        return new SpecException(path, verb + " [" + input + "], which no source or earlier stage is: " + nearest);
    }

    private boolean givesTime(StageSpec stage) {
        if (stage instanceof StageSpec.Transform transform) {
            return transform.transform().givesTime(timed.contains(transform.input()));
        }
        if (stage instanceof StageSpec.Group group) {
            return group.window().isPresent();
        }
        if (stage instanceof StageSpec.Lookup lookup) {
            return timed.contains(lookup.input());
        }
        if (stage instanceof StageSpec.Join join && join.match().how() != StageSpec.How.FULL) {
            return timed.contains(join.left());
        }
        return timed.containsAll(stage.inputs());
    }

    private static StageSpec stage(SpecObject spec) {
        String type = spec.text("type");
        return switch (type) {
            case "transform" ->
                new StageSpec.Transform(spec.text("name"), spec.text("input"), TransformSpec.readStage(spec));
            case "lookup" -> lookup(spec);
            case "join" -> join(spec);
            case "union" -> union(spec);
            case "dedup" -> dedup(spec);
            case "group" -> group(spec);
            default -> throw new SpecException(spec.at("type"), "has unknown value [" + type + "]");
        };
    }

    private static StageSpec lookup(SpecObject spec) {
        StageSpec.Match match = match(spec);
        if (match.how() == StageSpec.How.FULL) {
            throw new SpecException(
                    spec.at("how"), "must be [inner] or [left], no task sees all rows: a stage of type [join] does");
        }
        return new StageSpec.Lookup(
                spec.text("name"),
                spec.text("input"),
                spec.text("table"),
                match,
                spec.count("maxBytes").orElse(StageSpec.Lookup.DEFAULT_MAX_BYTES));
    }

    private static StageSpec join(SpecObject spec) {
        Optional<StageSpec.Window> window = spec.has("window")
                ? Optional.of(new StageSpec.Window(
                        millis(spec.object("window"), "before"), millis(spec.object("window"), "after")))
                : Optional.empty();
        return new StageSpec.Join(spec.text("name"), spec.text("left"), spec.text("right"), match(spec), window);
    }

    private static StageSpec.Match match(SpecObject spec) {
        String how = spec.text("how", "inner");
        if (!Set.of("inner", "left", "full").contains(how)) {
            throw new SpecException(spec.at("how"), "must be [inner], [left] or [full], it is [" + how + "]");
        }
        List<StageSpec.Key> on =
                spec.list("on", key -> new StageSpec.Key(key.objectHere().text("left"), key.text("right")));
        if (on.isEmpty()) {
            throw new SpecException(spec.at("on"), "is missing: name one pair of fields or more");
        }
        if (spec.has("take") == spec.has("prefix")) {
            throw new SpecException(
                    spec.path(), "needs either [take], the fields of the right side with their names, or a [prefix]");
        }
        return new StageSpec.Match(
                on, StageSpec.How.valueOf(how.toUpperCase(Locale.ROOT)), spec.textMap("take"), spec.text("prefix", ""));
    }

    private static long millis(SpecObject window, String field) {
        Optional<String> text = window.optionalText(field);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            long millis = Duration.parse(text.get()).toMillis();
            if (millis >= 0) {
                return millis;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // told below
        }
        throw new SpecException(
                window.at(field), "must be a length of time like [PT1H] or [P1D], it is [" + text.get() + "]");
    }

    private static StageSpec union(SpecObject spec) {
        List<String> inputs = spec.texts("inputs");
        if (inputs.isEmpty()) {
            throw new SpecException(spec.at("inputs"), "is missing: name the inputs whose rows it has");
        }
        return new StageSpec.Union(spec.text("name"), inputs);
    }

    private static StageSpec dedup(SpecObject spec) {
        String keep = spec.text("keep", "first");
        if (!keep.equals("first") && !keep.equals("last")) {
            throw new SpecException(spec.at("keep"), "must be [first] or [last], it is [" + keep + "]");
        }
        return new StageSpec.Dedup(
                spec.text("name"), spec.text("input"), by(spec), spec.optionalText("order"), keep.equals("last"));
    }

    private static List<String> by(SpecObject spec) {
        List<String> by = spec.texts("by");
        if (by.isEmpty()) {
            throw new SpecException(spec.at("by"), "is missing: name the fields of the key");
        }
        return by;
    }

    private static StageSpec group(SpecObject spec) {
        Optional<Granularity> window = spec.has("window")
                ? Optional.of(spec.reading("window", PipelineReader::granularity))
                : Optional.empty();
        List<String> by = by(spec);
        List<AggregationSpec> aggregations = spec.list("aggregations", each -> AggregationSpec.read(each.objectHere()));
        Set<String> names = new HashSet<>(by);
        names.add(PipelineSpec.TIME);
        for (int i = 0; i < aggregations.size(); i++) {
            if (!names.add(aggregations.get(i).name())) {
                throw new SpecException(
                        spec.at("aggregations[" + i + "].name"),
                        "[" + aggregations.get(i).name() + "] is the name of another field of the group: rename one");
            }
        }
        return new StageSpec.Group(spec.text("name"), spec.text("input"), by, window, aggregations);
    }

    /** A granularity, or for short a period. */
    private static Granularity granularity(JsonNode json) {
        if (json.isTextual() && json.textValue().startsWith("P")) {
            return Granularity.fromJson(
                    JsonNodeFactory.instance.objectNode().put("type", "period").put("period", json.textValue()));
        }
        return Granularity.fromJson(json);
    }
}
