package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.InputPaths;
import io.isobar.indexer.spec.PipelineSpec;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.TransformSpec;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The jobs before the segments are built: one for each stage that needs a shuffle, of those that the output needs, in order;
 * stages by one key share a job. The other stages have no job of their own, they run where their rows are read.
 *
 * @param jobs each reads sources and what earlier ones wrote
 * @param rows what the segments are built from
 * @param times of each source that is needed and laid out by time: what is read of it
 */
public record PipelinePlan(List<ShuffleJob> jobs, List<Dataset> rows, Map<String, List<Interval>> times) {
    /** The name of the files of a spec without a pipeline. */
    public static final String INPUT = "input";

    public PipelinePlan {
        jobs = List.copyOf(jobs);
        rows = List.copyOf(rows);
        times = Map.copyOf(times);
    }

    /** The name of the dataset of one of the spec's {@link io.isobar.indexer.spec.IngestionSpec#segments}. */
    public static String segmentsOf(SegmentsSpec segments) {
        return "segments of " + segments.dataSource();
    }

    /** Without a pipeline: the files if any are read, and each datasource whose segments are. */
    private static List<Dataset> inputs(IndexSpecFile file) {
        List<Dataset> inputs = new ArrayList<>();
        if (file.spec().input().map(InputPaths::readsFiles).orElse(true)) {
            inputs.add(Dataset.source(INPUT, file.spec().format(), List.of()));
        }
        for (SegmentsSpec segments : file.spec().segments()) {
            String name = segmentsOf(segments);
            List<RowStep> filter = segments.filter().stream()
                    .map(json -> new StageSpec.Transform(name, name, TransformSpec.filter(json)))
                    .<RowStep>map(RowStep.Transformed::new)
                    .toList();
            inputs.add(Dataset.source(name, InputFormatSpec.SEGMENTS, filter));
        }
        return inputs;
    }

    /** Plans what a spec asks for. */
    public static PipelinePlan of(IndexSpecFile file) {
        return of(file, Set.of());
    }

    /**
     * The same, with stages whose rows others need, too.
     *
     * @param kept the names of stages whose rows have to be written, so that none runs in the job of a later one
     */
    public static PipelinePlan of(IndexSpecFile file, Set<String> kept) {
        if (file.pipeline().isEmpty()) {
            return new PipelinePlan(List.of(), inputs(file), Map.of());
        }
        Planning planning =
                new Planning(file.pipeline().get(), file.spec().granularity().intervals(), kept);
        List<Dataset> rows = planning.rows(file.pipeline().get().output());
        return new PipelinePlan(planning.jobs, rows, planning.times);
    }

    /** The names of the stages that several of these files need: each runs once for all of them, so its rows are kept. */
    public static Set<String> neededBySeveral(List<IndexSpecFile> files) {
        Set<String> seen = new HashSet<>();
        Set<String> several = new TreeSet<>();
        for (IndexSpecFile file : files) {
            for (String name : file.pipeline().map(PipelineSpec::needed).orElse(Set.of())) {
                if (!seen.add(name)) {
                    several.add(name);
                }
            }
        }
        return several;
    }

    /** The job of this stage. */
    public ShuffleJob job(String stage) {
        return jobs.stream()
                .filter(job -> job.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No job is called [" + stage + "]"));
    }

    /** The sources that are read, in the order of their names' first use. */
    public List<String> sources() {
        List<String> names = new ArrayList<>();
        for (ShuffleJob job : jobs) {
            job.inputs().forEach(input -> addSources(input, names));
            addSources(job.lookups(), names);
        }
        rows.forEach(input -> addSources(input, names));
        return names.stream().distinct().toList();
    }

    private static void addSources(Dataset dataset, List<String> names) {
        if (!dataset.isIntermediate()) {
            names.add(dataset.base());
        }
        addSources(dataset.lookups(), names);
    }

    private static void addSources(List<RowStep.LookedUp> lookups, List<String> names) {
        lookups.forEach(lookup -> lookup.table().forEach(table -> addSources(table, names)));
    }

    /** Goes from the output back to the sources, so that nothing is planned which the output doesn't need. */
    private static final class Planning {
        private final PipelineSpec pipeline;
        private final CommonKeys common;
        private final Map<String, List<Interval>> needed;
        private final Map<String, List<Dataset>> planned = new HashMap<>();
        private final List<ShuffleJob> jobs = new ArrayList<>();
        private final Map<String, List<Interval>> times = new LinkedHashMap<>();

        Planning(PipelineSpec pipeline, List<Interval> intervals, Set<String> kept) {
            this.pipeline = pipeline;
            this.common = new CommonKeys(pipeline, kept);
            this.needed = TimeNeeds.of(pipeline, intervals);
        }

        List<Dataset> rows(String name) {
            List<Dataset> known = planned.get(name);
            if (known == null) {
                known = pipeline.stage(name).map(this::stage).orElseGet(() -> List.of(source(name)));
                planned.put(name, known);
            }
            return known;
        }

        private Dataset source(String name) {
            PipelineSpec.Source source = pipeline.source(name);
            Optional<List<Interval>> within = Optional.of(needed.getOrDefault(name, List.of()))
                    .filter(intervals -> source.isByTime() && !intervals.isEmpty());
            if (source.isByTime()) {
                times.put(name, within.orElse(List.of()));
            }
            List<RowStep> steps = new ArrayList<>();
            source.timestamp().ifPresent(timestamp -> steps.add(new RowStep.ReadTime(timestamp, within)));
            return Dataset.source(name, source.format(), steps);
        }

        private List<Dataset> stage(StageSpec stage) {
            if (stage instanceof StageSpec.Transform || stage instanceof StageSpec.Lookup) {
                return then(rows(stage.inputs().get(0)), step(stage));
            }
            if (stage instanceof StageSpec.Union) {
                return stage.inputs().stream()
                        .flatMap(input -> rows(input).stream())
                        .toList();
            }
            ShuffleJob job = job(stage);
            jobs.add(job);
            return List.of(Dataset.writtenBy(job));
        }

        private ShuffleJob job(StageSpec stage) {
            List<ShuffleJob.Side> sides = new ArrayList<>();
            for (int input = 0; input < stage.inputs().size(); input++) {
                sides.add(0, side(stage, input));
            }
            return new ShuffleJob(stage, sides);
        }

        private ShuffleJob.Side side(StageSpec stage, int input) {
            Optional<CommonKeys.Before> before = common.before(stage, input);
            if (before.isEmpty()) {
                return new ShuffleJob.Side.Read(rows(stage.inputs().get(input)));
            }
            List<RowStep> steps = new ArrayList<>();
            for (StageSpec between : before.get().between()) {
                steps.add(step(between));
            }
            return new ShuffleJob.Side.Fused(job(before.get().stage()), steps);
        }

        private RowStep step(StageSpec stage) {
            return stage instanceof StageSpec.Lookup lookup
                    ? new RowStep.LookedUp(lookup, rows(lookup.table()))
                    : new RowStep.Transformed((StageSpec.Transform) stage);
        }

        private static List<Dataset> then(List<Dataset> rows, RowStep step) {
            return rows.stream().map(dataset -> dataset.then(step)).toList();
        }
    }
}
