package io.isobar.indexer.hadoop;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Partitions;
import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.Notice;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the chain of jobs of one spec: stages of its pipeline, a survey if the spec leaves something open, and the build of the segments. */
public final class HadoopJobs {
    private static final Logger LOG = LoggerFactory.getLogger(HadoopJobs.class);
    private static final String SURVEY_FIELDS = "find dimensions";
    private static final String BUILD = "build segments";

    private final IndexSpecFile file;
    private final PipelinePlan plan;
    private final Configuration conf;
    private final Path work;
    private final JobInputs sources;
    private final SharedStages shared;

    /**
     * What was built.
     *
     * @param buckets the chunks and how many shards each was cut into
     * @param rows input rows by what became of them
     */
    public record Built(
            List<BuiltSegment> segments, BucketPlan buckets, Map<RowOutcome, Long> rows, List<StageReport> stages) {
        public Built {
            segments = List.copyOf(segments);
            rows = Map.copyOf(rows);
            stages = List.copyOf(stages);
        }
    }

    /**
     * Finds the input files; one that is missing is an error here, before anything else happens.
     *
     * @param segments that the spec reads, in its order
     * @param shared stages that other outputs of the pipeline ran; gets those that run here
     */
    public HadoopJobs(IndexSpecFile file, HadoopSetup setup, List<FoundSegments> segments, SharedStages shared)
            throws IOException {
        this.file = file;
        this.shared = shared;
        this.plan = PipelinePlan.of(file, shared.kept());
        this.conf = setup.connect(file.spec().tuning());
        String workingPath = setup.workingPath().orElse(file.spec().tuning().workingPath());
        Path relative = new Path(workingPath, file.spec().dataSource());
        this.work = NamedFileSystem.of(relative, conf, "Working path").makeQualified(relative);
        this.sources = InputFiles.of(file, plan, segments, conf);
    }

    /** The input as text: a line per file, with what tells whether it has changed. */
    public List<String> inputs() throws IOException {
        return sources.identities(conf);
    }

    /** How many files a source has, and how many bytes these. */
    public record SourceSize(int files, long bytes) {}

    /** How large each source is, by its name. */
    public Map<String, SourceSize> sizes() {
        Map<String, SourceSize> sizes = new HashMap<>();
        sources.files()
                .forEach((name, files) -> sizes.put(
                        name,
                        new SourceSize(
                                files.size(),
                                files.stream().mapToLong(FileStatus::getLen).sum())));
        return sizes;
    }

    /** The names of the stages that {@link #build} will run. */
    public List<String> chain() {
        return chain(file, stagesToRun());
    }

    /** The names of the stages that a run of this file has, if these are its jobs before the segments. */
    public static List<String> chain(IndexSpecFile file, List<ShuffleJob> stages) {
        List<String> chain = new ArrayList<>();
        stages.forEach(stage -> chain.add(stage.title()));
        if (file.spec().dimensions().discovers()) {
            chain.add(SURVEY_FIELDS);
        }
        chain.addAll(PartitionSurvey.stages(file.spec()));
        chain.add(BUILD);
        return chain;
    }

    /** An application of that run that goes on, in words, if there is one: its driver is dead then, or loses it. */
    public Optional<String> livingApplication(String runName) throws IOException {
        if (HadoopSetup.isLocal(conf)) {
            return Optional.empty();
        }
        try (RunApplications applications = new RunApplications(conf)) {
            return applications.living(runName);
        }
    }

    /** Removes all that an earlier run of this name left in the working path. */
    public void removeLeftovers(String runName) throws IOException {
        Path run = new Path(work, runName);
        StageLedger.forget(run, conf);
        delete(run);
    }

    /** Whether a later run of this name can go on after some stages. */
    public boolean hasFinishedStages(String runName) throws IOException {
        return StageLedger.hasStages(new Path(work, runName), conf)
                || plan.jobs().stream().anyMatch(stage -> shared.written(stage).isPresent());
    }

    /** Whether other outputs of the file need rows that a run of this one writes. */
    public boolean isNeededByOthers() {
        return plan.jobs().stream().anyMatch(shared::isNeededByOthers);
    }

    /** What the stages of an earlier run of this name have written is there for other outputs, as far as it still stands. */
    public void takeUp(String runName, URI store) throws IOException {
        Path run = new Path(work, runName);
        StageLedger ledger = new StageLedger(run, conf, store);
        int number = 0;
        for (ShuffleJob stage : plan.jobs()) {
            number++;
            Path output = RunJobs.outputOf(run, stage);
            if (shared.written(stage).isEmpty()
                    && ledger.find(RunJobs.key(number, stage.title()), stage.title())
                            .isPresent()
                    && output.getFileSystem(conf).exists(output)) {
                shared.add(stage, output);
            }
        }
    }

    private List<ShuffleJob> stagesToRun() {
        return plan.jobs().stream()
                .filter(stage -> shared.written(stage).isEmpty())
                .toList();
    }

    /** Removes what a run of this name has written, except the values of bad rows. */
    public void cleanUp(String runName) throws IOException {
        Path run = new Path(work, runName);
        FileSystem fileSystem = run.getFileSystem(conf);
        if (file.spec().tuning().leaveIntermediate() || !fileSystem.exists(run)) {
            return;
        }
        StageLedger.forget(run, conf);
        if (!fileSystem.exists(BadRowsFile.directory(run))) {
            delete(run);
            removeIfEmpty(fileSystem, work);
            return;
        }
        for (FileStatus child : fileSystem.listStatus(run)) {
            if (!child.getPath().equals(BadRowsFile.directory(run))) {
                delete(child.getPath());
            }
        }
    }

    /** Only to be tidy: another run of this datasource may be writing there by now, or have removed it. */
    private static void removeIfEmpty(FileSystem fileSystem, Path directory) {
        try {
            if (fileSystem.listStatus(directory).length == 0) {
                fileSystem.delete(directory, false);
            }
        } catch (IOException stays) {
            LOG.debug("Working path [{}] stays", directory, stays);
        }
    }

    private void delete(Path path) throws IOException {
        FileSystem fileSystem = path.getFileSystem(conf);
        if (fileSystem.exists(path) && !fileSystem.delete(path, true)) {
            throw new IOException("Directory [" + path + "] can't be removed: remove it by hand");
        }
    }

    /** The store, as the jobs see it. */
    public SegmentStore openStore(URI store) throws IOException {
        return RunStore.open(store, conf);
    }

    /**
     * What is asked of {@link #build}.
     *
     * @param runName a directory of that name under the working path is used
     * @param resume whether to take up what an earlier driver of this run left: stages that are done, and a job that goes on
     * @param nanoTime the clock by which stages are timed and waits end
     */
    public record Request(
            String runName,
            URI store,
            boolean resume,
            IndexListener listener,
            StopSwitch stop,
            LongSupplier nanoTime) {}

    /**
     * Runs all jobs. Segments are in the store afterwards, and listed nowhere yet.
     *
     * @throws io.isobar.indexer.progress.RunStoppedException if the switch was pressed
     */
    public Built build(Request request) throws IOException {
        Path run = new Path(work, request.runName());
        List<Path> touched = new ArrayList<>(List.of(work, new Path(request.store())));
        sources.files().values().forEach(files -> files.forEach(input -> touched.add(input.getPath())));
        WriteCheck.run(conf, List.of(work, new Path(request.store())));
        RunStore.requestTokens(conf, touched);
        RunJobs jobs = new RunJobs(file, plan, sources, shared, conf, work.getParent(), run, request);
        List<JobWatch.Result> results = new ArrayList<>();
        for (ShuffleJob stage : plan.jobs()) {
            if (shared.written(stage).isPresent()) {
                jobs.leaveOut();
            } else {
                results.add(new StageJobs(jobs).run(stage));
                shared.add(stage, jobs.outputOf(stage));
            }
        }
        int stages = results.size();
        List<Dimension> dimensions = file.spec().dimensions().discovers()
                ? new SurveyJobs(jobs).findDimensions(SURVEY_FIELDS, results)
                : file.spec().dimensions().listed();
        Partitions partitions = new PartitionSurvey(jobs).partitions(dimensions, results);
        partitions
                .findings()
                .forEach(finding -> request.listener().notice(new Notice("tuningConfig.partitionsSpec", finding)));
        List<BuiltSegment> segments =
                new BuildJobs(jobs).buildSegments(BUILD, dimensions, partitions, request.store(), results);
        List<JobWatch.Result> counted = counted(results, stages);
        BadRowsFile.keepOnly(
                run, counted.stream().map(JobWatch.Result::stageKey).collect(Collectors.toSet()), conf);
        return new Built(
                segments,
                partitions.plan(),
                rows(counted),
                results.stream().map(JobWatch.Result::report).toList());
    }

    private static Map<RowOutcome, Long> rows(List<JobWatch.Result> counted) {
        Map<RowOutcome, Long> sum = new EnumMap<>(RowOutcome.class);
        counted.forEach(result -> result.rows().forEach((outcome, count) -> sum.merge(outcome, count, Long::sum)));
        return sum;
    }

    /** Stages may read bad rows; of the later jobs only the last counts, the surveys read the same rows. */
    private static List<JobWatch.Result> counted(List<JobWatch.Result> results, int stages) {
        List<JobWatch.Result> counted = new ArrayList<>(results.subList(0, stages));
        counted.add(results.get(results.size() - 1));
        return counted;
    }

    /** Where the values of bad rows are, if there were any. */
    public Optional<String> badRows(String runName) throws IOException {
        Path badRows = BadRowsFile.directory(new Path(work, runName));
        return badRows.getFileSystem(conf).exists(badRows) ? Optional.of(badRows.toString()) : Optional.empty();
    }
}
