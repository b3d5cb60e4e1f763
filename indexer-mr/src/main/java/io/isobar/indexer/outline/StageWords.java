package io.isobar.indexer.outline;

import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.RowStep;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputPaths;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.TransformSpec;
import io.isobar.segment.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what stages, jobs and files are, to people. */
final class StageWords {
    private final IndexSpecFile file;
    private final PipelinePlan plan;

    StageWords(IndexSpecFile file, PipelinePlan plan) {
        this.file = file;
        this.plan = plan;
    }

    String files(Dataset dataset) {
        if (dataset.isIntermediate()) {
            return "rows of an earlier job";
        }
        String format = dataset.format().kind().name().toLowerCase(Locale.ROOT);
        Optional<InputPaths> paths = file.pipeline().isPresent()
                ? Optional.of(file.pipeline().get().source(dataset.base()).paths())
                : file.spec().input();
        List<Interval> times = plan.times()
                .getOrDefault(dataset.base(), file.spec().granularity().intervals());
        return format + paths.map(where -> " " + paths(where, times)).orElse("");
    }

    private static String paths(InputPaths paths, List<Interval> times) {
        if (paths instanceof InputPaths.Listed listed) {
            return String.join(", ", listed.paths());
        }
        if (paths instanceof InputPaths.ByTime byTime) {
            return "%s, by %s, of %s".formatted(byTime.root(), byTime.granularity(), times);
        }
        if (paths instanceof InputPaths.All all) {
            return all.children().stream().map(child -> paths(child, times)).collect(Collectors.joining("; "));
        }
        return "existing segments";
    }

    String step(RowStep step) {
        if (step instanceof RowStep.ReadTime time) {
            return "time of [%s]%s"
                    .formatted(
                            time.timestamp().column(),
                            time.within().map(within -> ", within " + within).orElse(""));
        }
        if (step instanceof RowStep.Transformed transformed) {
            return "transform " + transformed.stage().name()
                    + transform(transformed.stage().transform());
        }
        RowStep.LookedUp lookup = (RowStep.LookedUp) step;
        return "lookup %s: %s, table [%s] of at most [%d] bytes held by each task (%s)"
                .formatted(
                        lookup.stage().name(),
                        match(lookup.stage().match()),
                        lookup.stage().table(),
                        lookup.stage().maxBytes(),
                        lookup.table().stream().map(this::files).collect(Collectors.joining("; ")));
    }

    private static String transform(TransformSpec spec) {
        List<String> parts = new ArrayList<>();
        if (!spec.rename().isEmpty()) {
            parts.add("rename " + spec.rename().keySet());
        }
        if (!spec.defaults().isEmpty()) {
            parts.add("defaults of " + spec.defaults().keySet());
        }
        if (!spec.columns().isEmpty()) {
            parts.add("columns "
                    + spec.columns().stream().map(TransformSpec.Column::name).toList());
        }
        if (spec.filter().isPresent()) {
            parts.add("filter");
        }
        if (!spec.drop().isEmpty()) {
            parts.add("drop " + spec.drop());
        }
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private static String match(StageSpec.Match match) {
        return match.how().name().toLowerCase(Locale.ROOT) + " on "
                + match.on().stream()
                        .map(key -> "[%s] = [%s]".formatted(key.left(), key.right()))
                        .collect(Collectors.joining(" and "));
    }

    /** What the first stage of a job goes by; the others go by the same fields. */
    String key(ShuffleJob job) {
        StageSpec stage = job.stages().get(0);
        if (stage instanceof StageSpec.Join join) {
            return join.match().on().stream()
                            .map(key -> "[%s] = [%s]".formatted(key.left(), key.right()))
                            .collect(Collectors.joining(", "))
                    + (join.window().isPresent() ? ", sorted by time" : "");
        }
        if (stage instanceof StageSpec.Dedup dedup) {
            return dedup.by()
                    + dedup.order().map(field -> ", sorted by [" + field + "]").orElse("");
        }
        StageSpec.Group group = (StageSpec.Group) stage;
        return group.by()
                + group.window().map(window -> " and windows of " + window).orElse("");
    }

    String work(ShuffleJob job) {
        List<String> all = new ArrayList<>();
        addWork(job, all);
        return all.size() == 1 ? work(job.stage()) : String.join("; ", all);
    }

    /** The stages of a job, and what is done to rows on their way from one to the next. */
    private void addWork(ShuffleJob job, List<String> all) {
        for (ShuffleJob.Side side : job.sides()) {
            if (side instanceof ShuffleJob.Side.Fused fused) {
                addWork(fused.job(), all);
                fused.steps().forEach(step -> all.add(step(step)));
            }
        }
        all.add(job.stage().name() + ": " + work(job.stage()));
    }

    private static String work(StageSpec stage) {
        if (stage instanceof StageSpec.Join join) {
            return "%s join of [%s] with [%s]%s"
                    .formatted(
                            join.match().how().name().toLowerCase(Locale.ROOT),
                            join.left(),
                            join.right(),
                            join.window()
                                    .map(window -> " from %s before to %s after"
                                            .formatted(
                                                    Duration.ofMillis(window.beforeMillis()),
                                                    Duration.ofMillis(window.afterMillis())))
                                    .orElse(""));
        }
        if (stage instanceof StageSpec.Dedup dedup) {
            return "keeps the %s row of each key".formatted(dedup.last() ? "last" : "first");
        }
        return "aggregates "
                + ((StageSpec.Group) stage)
                        .aggregations().stream()
                                .map(each -> "%s = %s%s%s"
                                        .formatted(
                                                each.name(),
                                                each.type(),
                                                each.field()
                                                        .or(each::expression)
                                                        .map(input -> "(" + input + ")")
                                                        .orElse(""),
                                                each.filters().isEmpty() ? "" : " of rows that pass its filter"))
                                .toList();
    }

    /** What the jobs after the pipeline go by; they are known by their names. */
    String keyOf(String title) {
        return switch (title) {
            case "find dimensions" -> "the name of each field";
            case "group rows" -> "time chunk, time and dimensions";
            case "determine partitions" -> "time chunk";
            default -> "segment, time and dimensions, sorted";
        };
    }

    String workOf(String title) {
        return switch (title) {
            case "find dimensions" -> "finds the fields that become dimensions, as the spec lists none";
            case "group rows" -> "counts the rows that roll up into one";
            case "determine partitions" ->
                "finds the time chunks that have rows, and into how many segments each is cut";
            default ->
                "streams each segment of [%s] into the store, under its hash"
                        .formatted(file.spec().dataSource());
        };
    }
}
