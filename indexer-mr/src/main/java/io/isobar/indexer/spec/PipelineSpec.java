package io.isobar.indexer.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code pipeline} section: named sources, and stages that each read a source or an earlier stage. The last stage gives
 * the rows of the spec.
 */
public record PipelineSpec(Map<String, Source> sources, List<Stage> stages) {

    /** Files of one format. */
    public record Source(InputFormatSpec format, List<String> paths) {
        public Source {
            paths = List.copyOf(paths);
        }
    }

    /** One step; its name may be an input of later ones. */
    public sealed interface Stage {
        String name();

        List<String> inputs();
    }

    /** Computes columns, keeps the rows that pass the filter, drops fields. */
    public record Transform(String name, String input, TransformSpec transform) implements Stage {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /**
     * Looks up the rows of {@code right} that have equal keys, and adds fields of theirs to the rows of {@code left}.
     *
     * @param keepUnmatched rows of the left without a match are kept (a left join), otherwise they are left out
     * @param take fields of the right and the names that they get; empty means all of them, each with {@code prefix}
     */
    public record Join(
            String name,
            String left,
            String right,
            List<Key> on,
            boolean keepUnmatched,
            Map<String, String> take,
            String prefix)
            implements Stage {
        public Join {
            on = List.copyOf(on);
        }

        @Override
        public List<String> inputs() {
            return List.of(left, right);
        }
    }

    /** A field of the left and the field of the right that must equal it. */
    public record Key(String left, String right) {}

    public PipelineSpec {
        stages = List.copyOf(stages);
    }

    static PipelineSpec read(SpecObject spec) {
        Map<String, Source> sources = new LinkedHashMap<>();
        SpecObject named = spec.object("sources");
        named.json().properties().forEach(entry -> {
            SpecObject source = named.object(entry.getKey());
            sources.put(
                    entry.getKey(),
                    new Source(InputFormatSpec.readSource(source), InputPaths.readPaths(source, "paths")));
        });
        if (sources.isEmpty()) {
            throw new SpecException(spec.at("sources"), "is missing: name one source or more");
        }
        Set<String> known = new HashSet<>(sources.keySet());
        List<Stage> stages = new ArrayList<>();
        for (SpecObject stage : spec.objects("stages")) {
            Stage read = stage.text("type").equals("join") ? join(stage) : transform(stage);
            for (String input : read.inputs()) {
                if (!known.contains(input)) {
                    String nearest = NearestName.of(input, known)
                            .map(name -> "did you mean [" + name + "]?")
                            .orElse("known before it are "
                                    + known.stream().sorted().toList());
                    throw new SpecException(
                            stage.path(), "reads [" + input + "], which no source or earlier stage is: " + nearest);
                }
            }
            if (!known.add(read.name())) {
                throw new SpecException(
                        stage.at("name"), "[" + read.name() + "] is taken: give each stage a name of its own");
            }
            stages.add(read);
        }
        if (stages.isEmpty()) {
            throw new SpecException(spec.at("stages"), "is missing: the last stage gives the rows of the spec");
        }
        return new PipelineSpec(sources, stages);
    }

    private static Transform transform(SpecObject spec) {
        return new Transform(spec.text("name"), spec.text("input"), TransformSpec.read(spec, "columns"));
    }

    private static Join join(SpecObject spec) {
        String how = spec.text("how", "inner");
        if (!how.equals("inner") && !how.equals("left")) {
            throw new SpecException(spec.at("how"), "must be [inner] or [left], it is [" + how + "]");
        }
        List<Key> on = spec.list("on", key -> new Key(key.objectHere().text("left"), key.text("right")));
        if (on.isEmpty()) {
            throw new SpecException(spec.at("on"), "is missing: name one pair of fields or more");
        }
        if (spec.has("take") == spec.has("prefix")) {
            throw new SpecException(
                    spec.path(), "needs either [take], the fields of the right side with their names, or a [prefix]");
        }
        return new Join(
                spec.text("name"),
                spec.text("left"),
                spec.text("right"),
                on,
                how.equals("left"),
                spec.textMap("take"),
                spec.text("prefix", ""));
    }
}
