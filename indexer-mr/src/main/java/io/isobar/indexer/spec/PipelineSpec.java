package io.isobar.indexer.spec;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code pipeline} section: named sources, and stages that each read sources or earlier stages.
 *
 * @param output the stage that gives the rows of the spec
 */
public record PipelineSpec(Map<String, Source> sources, List<StageSpec> stages, String output) {
    /** The field that holds a row's time in milliseconds, for stages that have a window. */
    public static final String TIME = "__time";

    /**
     * Files of one format.
     *
     * @param paths which files; those that are laid out by time give the rows of the time that the pipeline needs, and no
     *     others
     * @param timestamp where a row's time stands
     */
    public record Source(InputFormatSpec format, InputPaths paths, Optional<TimestampSpec> timestamp) {
        /** Whether only the files and rows of some time are read. */
        public boolean isByTime() {
            return !(paths instanceof InputPaths.Listed);
        }
    }

    public PipelineSpec {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        stages = List.copyOf(stages);
    }

    /** The source of this name. */
    public Source source(String name) {
        Source source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException("No source or stage is called [" + name + "]");
        }
        return source;
    }

    /** The stage of this name, if it is one and no source. */
    public Optional<StageSpec> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The names of the sources and stages that the output needs, with its own. */
    public Set<String> needed() {
        Set<String> needed = new HashSet<>(Set.of(output));
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (needed.contains(stages.get(i).name())) {
                needed.addAll(stages.get(i).inputs());
            }
        }
        return needed;
    }

    /** Only what the given stage needs, which is the output then. */
    PipelineSpec onlyFor(String stage) {
        Set<String> needed = new PipelineSpec(sources, stages, stage).needed();
        Map<String, Source> some = new LinkedHashMap<>(sources);
        some.keySet().retainAll(needed);
        return new PipelineSpec(
                some,
                stages.stream().filter(each -> needed.contains(each.name())).toList(),
                stage);
    }

    static PipelineSpec read(SpecObject spec) {
        return new PipelineReader(spec).read();
    }
}
