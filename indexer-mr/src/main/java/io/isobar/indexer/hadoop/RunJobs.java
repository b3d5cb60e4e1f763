package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.RowStep;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.MapOutputCollector;
import org.apache.hadoop.mapred.ShuffleConsumerPlugin;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/** What all jobs of one run have in common. Everything they write but segments is in one directory. */
final class RunJobs {
    private static final String STAGE = "stage-";
    /** Names of files are not much longer. */
    private static final int LONGEST_KEY = 100;

    private static final int MOST_REDUCERS = 1_000;
    private static final long SMALLEST_LOCAL_SPLIT = 256L << 10;

    private final IndexSpecFile file;
    private final PipelinePlan plan;
    private final JobInputs sources;
    private final SharedStages shared;
    private final Configuration conf;
    private final Path run;
    private final IndexListener listener;
    private final LongSupplier nanoTime;
    private final JobWatch watch;
    private final JobFiles travels;
    private int stages;

    RunJobs(
            IndexSpecFile file,
            PipelinePlan plan,
            JobInputs sources,
            SharedStages shared,
            Configuration conf,
            Path workingPath,
            Path run,
            HadoopJobs.Request request)
            throws IOException {
        this.file = file;
        this.plan = plan;
        this.sources = sources;
        this.shared = shared;
        this.conf = new Configuration(conf);
        this.run = run;
        this.watch = new JobWatch(
                run,
                new StageLedger(run, conf, request.store()),
                new LeftoverJobs(run, request.resume()),
                request.listener(),
                request.stop(),
                request.nanoTime());
        this.listener = request.listener();
        this.nanoTime = request.nanoTime();
        if (HadoopSetup.isLocal(conf)) {
            this.travels = JobFiles.none();
            useLocalDirectories(localDirectory(run));
        } else {
            this.travels = JobFiles.upload(workingPath, this.conf);
        }
    }

    /** Beneath the run's directory if that is local, so that whoever removes the one removes the other. */
    private static java.nio.file.Path localDirectory(Path run) {
        String scheme = run.toUri().getScheme();
        return scheme == null || scheme.equals("file")
                ? java.nio.file.Path.of(run.toUri().getPath(), "local")
                : java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), "isobar", run.getName());
    }

    private void useLocalDirectories(java.nio.file.Path local) {
        conf.set("mapreduce.cluster.local.dir", local.resolve("shuffle").toString());
        conf.set("hadoop.tmp.dir", local.resolve("hadoop").toString());
        StageConf.scratch(conf, local.resolve("segments"));
    }

    IndexSpecFile file() {
        return file;
    }

    PipelinePlan plan() {
        return plan;
    }

    boolean isLocal() {
        return HadoopSetup.isLocal(conf);
    }

    /** A number that the spec's {@code jobProperties} or Hadoop's files may set. */
    long property(String name, long absent) {
        return conf.getLong(name, absent);
    }

    /** Runs a job to its end. */
    JobWatch.Result run(String title, Job job) throws IOException {
        return watch.run(title, job);
    }

    /** The most reducers that a job should have: on the local runner as many as run at once. */
    int mostReducers() {
        return isLocal() ? localTasks() : conf.getInt(MRJobConfig.NUM_REDUCES, MOST_REDUCERS);
    }

    Job job(String title, List<Dataset> inputs) throws IOException {
        Job job = Job.getInstance(conf, file.spec().dataSource() + ": " + title);
        String key = key(++stages, title);
        StageConf.stageKey(job.getConfiguration(), key);
        RunApplications.tag(job.getConfiguration(), run.getName(), key);
        job.setInputFormatClass(DatasetInputFormat.class);
        travels.addTo(job);
        if (HadoopSetup.isLocal(conf)) {
            long perTask = inputBytes(inputs) / localTasks() + 1;
            FileInputFormat.setMaxInputSplitSize(job, Math.max(perTask, SMALLEST_LOCAL_SPLIT));
        }
        return job;
    }

    /** Leaves the number of a stage out that another output has run: numbers are the same whoever ran it. */
    void leaveOut() {
        stages++;
    }

    /** Names a stage of a run, by its place in the chain of all. */
    static String key(int number, String title) {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return number + "-" + name.substring(0, Math.min(name.length(), LONGEST_KEY));
    }

    StageConf stage(Job job, List<Dataset> inputs) throws IOException {
        StageConf stage = StageConf.create(job.getConfiguration(), file, shared.kept(), run);
        for (int i = 0; i < inputs.size(); i++) {
            stage.withFiles(
                    i, files(inputs.get(i)).stream().map(FileStatus::getPath).toList());
            addTables(job, stage, inputs.get(i).lookups());
            Optional<FoundSegments> segments = sources.segmentsOf(inputs.get(i).base());
            if (segments.isPresent()) {
                stage.withSegments(i, segments.get());
            }
        }
        return stage;
    }

    void addTables(Job job, StageConf stage, List<RowStep.LookedUp> lookups) throws IOException {
        for (RowStep.LookedUp lookup : lookups) {
            List<List<FileStatus>> files = new ArrayList<>();
            for (Dataset table : lookup.table()) {
                files.add(files(table));
                addTables(job, stage, table.lookups());
            }
            LookupFiles.add(job, stage, lookup, files, !isLocal());
        }
    }

    static void shuffle(Job job, Class<?> key, Class<?> value, int reducers) {
        Configuration conf = job.getConfiguration();
        conf.setClass(MRConfig.SHUFFLE_CONSUMER_PLUGIN, TellingShuffle.class, ShuffleConsumerPlugin.class);
        conf.setClass(JobContext.MAP_OUTPUT_COLLECTOR_CLASS_ATTR, TellingCollector.class, MapOutputCollector.class);
        job.setMapOutputKeyClass(key);
        job.setMapOutputValueClass(value);
        job.setNumReduceTasks(reducers);
    }

    @SuppressWarnings("rawtypes") // Hadoop's own signature
    Path output(
            Job job,
            Class<? extends org.apache.hadoop.mapreduce.OutputFormat> format,
            Class<?> key,
            Class<?> value,
            String name) {
        Path output = new Path(run, name);
        job.setOutputFormatClass(format);
        job.setOutputKeyClass(key);
        job.setOutputValueClass(value);
        FileOutputFormat.setOutputPath(job, output);
        return output;
    }

    private List<FileStatus> files(Dataset dataset) throws IOException {
        Optional<ShuffleJob> writer = dataset.writer();
        return writer.isPresent()
                ? parts(shared.written(writer.get()).orElseGet(() -> outputOf(writer.get())))
                : sources.of(dataset.base());
    }

    /** Where a stage writes to in this run. */
    Path outputOf(ShuffleJob stage) {
        return outputOf(run, stage);
    }

    /** Where a stage writes to in the run of this directory. */
    static Path outputOf(Path run, ShuffleJob stage) {
        return new Path(run, STAGE + stage.name());
    }

    private List<FileStatus> parts(Path output) throws IOException {
        return Stream.of(output.getFileSystem(conf).listStatus(output))
                .filter(part -> part.getPath().getName().startsWith("part-"))
                .sorted()
                .toList();
    }

    List<String> lines(Path output) throws IOException {
        FileSystem fileSystem = output.getFileSystem(conf);
        List<String> lines = new ArrayList<>();
        for (FileStatus part : parts(output)) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(fileSystem.open(part.getPath()), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    /** Whether it is cheap to find out that all rows are {@code most} or fewer, and they are: then the stage is done. */
    boolean countsAtMost(long most, String stage) throws IOException {
        long start = nanoTime.getAsLong();
        OptionalLong rows = mostRows(most);
        if (rows.isEmpty()) {
            return false;
        }
        listener.started(stage);
        listener.finished(new StageReport(
                stage, rows.getAsLong(), rows.getAsLong(), Duration.ofNanos(nanoTime.getAsLong() - start)));
        return true;
    }

    /** A number that the rows of the segments don't exceed; empty if it is above {@code most}, or not cheap to find. */
    private OptionalLong mostRows(long most) throws IOException {
        long rows = 0;
        for (Dataset dataset : plan.rows()) {
            OptionalLong bound = RowBound.of(dataset, files(dataset), most - rows, conf);
            if (bound.isEmpty()) {
                return bound;
            }
            rows += bound.getAsLong();
        }
        return OptionalLong.of(rows);
    }

    long inputBytes(List<Dataset> inputs) throws IOException {
        long bytes = 0;
        for (Dataset input : inputs) {
            bytes += files(input).stream().mapToLong(FileStatus::getLen).sum();
        }
        return bytes;
    }

    int reducers(long inputBytes) {
        if (HadoopSetup.isLocal(conf)) {
            return localTasks();
        }
        long perReducer = conf.getLongBytes("isobar.bytes-per-reducer", 256L << 20);
        return conf.getInt(MRJobConfig.NUM_REDUCES, (int) Math.min(MOST_REDUCERS, inputBytes / perReducer + 1));
    }

    int localTasks() {
        return conf.getInt("mapreduce.local.reduce.tasks.maximum", 1);
    }
}
