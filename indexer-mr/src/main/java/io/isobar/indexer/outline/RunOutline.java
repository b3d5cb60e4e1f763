package io.isobar.indexer.outline;

import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.Notice;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run will do, told before it does: known from the spec alone.
 *
 * @param dataSource what the run writes
 * @param intervals what it replaces; empty means the chunks that have rows
 * @param notices fields of the spec that have no effect, or another than in Druid
 * @param jobs in their order
 */
public record RunOutline(String dataSource, List<Interval> intervals, List<Notice> notices, List<JobOutline> jobs) {
    public RunOutline {
        intervals = List.copyOf(intervals);
        notices = List.copyOf(notices);
        jobs = List.copyOf(jobs);
    }

    /**
     * The runs of a file's outputs, in their order. A stage that an earlier one runs is named there only.
     *
     * @throws io.isobar.indexer.spec.SpecException if one has no input
     */
    public static List<RunOutline> of(List<IndexSpecFile> files) {
        Map<ShuffleJob, String> ran = new HashMap<>();
        List<RunOutline> outlines = new ArrayList<>();
        Set<String> kept = PipelinePlan.neededBySeveral(files);
        for (IndexSpecFile file : files) {
            if (file.pipeline().isEmpty()) {
                file.requireInput();
            }
            outlines.add(of(file, PipelinePlan.of(file, kept), ran));
        }
        return List.copyOf(outlines);
    }

    private static RunOutline of(IndexSpecFile file, PipelinePlan plan, Map<ShuffleJob, String> ran) {
        Map<String, ShuffleJob> stages = new HashMap<>();
        plan.jobs().forEach(stage -> stages.put(stage.title(), stage));
        StageWords words = new StageWords(file, plan);
        List<JobOutline> jobs = new ArrayList<>();
        for (String title : HadoopJobs.chain(file, plan.jobs())) {
            Optional<ShuffleJob> stage = Optional.ofNullable(stages.get(title));
            Optional<String> sharedWith = stage.map(ran::get);
            jobs.add(new JobOutline(
                    title,
                    inputs(stage.map(ShuffleJob::inputs).orElse(plan.rows()), words),
                    stage.map(words::key).orElseGet(() -> words.keyOf(title)),
                    stage.map(words::work).orElseGet(() -> words.workOf(title)),
                    sharedWith));
            stage.ifPresent(each -> ran.putIfAbsent(each, file.spec().dataSource()));
        }
        return new RunOutline(
                file.spec().dataSource(), file.spec().granularity().intervals(), file.notices(), jobs);
    }

    private static List<JobOutline.Input> inputs(List<Dataset> datasets, StageWords words) {
        return datasets.stream()
                .map(dataset -> new JobOutline.Input(
                        dataset.base(),
                        dataset.isIntermediate(),
                        words.files(dataset),
                        dataset.steps().stream().map(words::step).toList()))
                .toList();
    }
}
