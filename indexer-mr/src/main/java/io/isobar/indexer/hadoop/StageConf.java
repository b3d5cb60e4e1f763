package io.isobar.indexer.hadoop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.segments.SegmentColumns;
import io.isobar.indexer.shuffle.EarlyRollup;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.segment.build.Dimension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What travels to the tasks of a job, in Hadoop's configuration. Tasks plan again from the same spec, so the rest follows. */
final class StageConf {
    private static final String SPEC = "isobar.spec";
    private static final String KEPT = "isobar.kept";
    private static final String SHUFFLE = "isobar.shuffle";
    private static final String FILES = "isobar.files.";
    private static final String TABLE = "isobar.table.";
    private static final String SEGMENTS = "isobar.segments.";
    private static final String COMBINED = "isobar.segments.combined.";
    private static final String BUCKETS = "isobar.buckets";
    private static final String REDUCERS = "isobar.reducers";
    private static final String DIMENSIONS = "isobar.dimensions";
    private static final String STORE = "isobar.store";
    private static final String RUN = "isobar.run";
    private static final String STAGE = "isobar.stage";
    private static final String SCRATCH = "isobar.scratch";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Configuration conf;
    private final IndexSpecFile file;
    private final PipelinePlan plan;

    private StageConf(Configuration conf, IndexSpecFile file) {
        this.conf = conf;
        this.file = file;
        this.plan = PipelinePlan.of(file, new HashSet<>(conf.getStringCollection(KEPT)));
    }

    /**
     * Begins the configuration of a job.
     *
     * @param kept what the plan was made with
     */
    static StageConf create(Configuration conf, IndexSpecFile file, Set<String> kept, Path run) {
        conf.set(SPEC, file.json().toString());
        conf.setStrings(KEPT, kept.toArray(String[]::new));
        conf.set(RUN, run.toString());
        return new StageConf(conf, file);
    }

    static StageConf read(Configuration conf) {
        return new StageConf(conf, IndexSpecFile.parse(required(conf, SPEC).getBytes(StandardCharsets.UTF_8), true));
    }

    StageConf withShuffle(String stage) {
        conf.set(SHUFFLE, stage);
        return this;
    }

    StageConf withFiles(int dataset, List<Path> files) {
        conf.set(FILES + dataset, names(files));
        return this;
    }

    /** The files of a dataset of the table that a lookup holds. */
    StageConf withTable(String lookup, int dataset, List<Path> files) {
        conf.set(TABLE + lookup + "." + dataset, names(files));
        return this;
    }

    private static String names(List<Path> files) {
        ArrayNode names = MAPPER.createArrayNode();
        files.forEach(path -> names.add(path.toString()));
        return names.toString();
    }

    StageConf withSegments(int dataset, FoundSegments found) {
        ArrayNode segments = MAPPER.createArrayNode();
        found.segments().forEach(segment -> segments.add(segment.toJson()));
        conf.set(SEGMENTS + dataset, segments.toString());
        ArrayNode combined = MAPPER.createArrayNode();
        found.combined().stream().sorted().forEach(combined::add);
        conf.set(COMBINED + dataset, combined.toString());
        return this;
    }

    StageConf withBuckets(BucketPlan buckets) {
        conf.set(BUCKETS, buckets.toJson());
        return this;
    }

    /** The reducer of each bucket. */
    StageConf withReducers(int[] reducerOfBucket) {
        conf.set(REDUCERS, MAPPER.valueToTree(reducerOfBucket).toString());
        return this;
    }

    StageConf withDimensions(List<Dimension> dimensions) {
        ArrayNode all = MAPPER.createArrayNode();
        dimensions.forEach(dimension -> all.add(dimension.toJson()));
        conf.set(DIMENSIONS, all.toString());
        return this;
    }

    StageConf withStore(URI store) {
        conf.set(STORE, store.toString());
        return this;
    }

    /**
     * The spec of the segments; its dimensions are those that were found, if the file doesn't list them. Counts are added up
     * where a row may stand for several, because it is an aggregate that was read or one that was made early.
     */
    IngestionSpec spec() {
        IngestionSpec spec = withFoundDimensions();
        IngestionSpec addingUp = spec.addingUpCounts();
        return spec.readsAggregates() || EarlyRollup.appliesTo(addingUp) ? addingUp : spec;
    }

    /** How the rows of a dataset are read: those of segments have a time of their own, and aggregates. */
    IngestionSpec rowSpec(int dataset) {
        IngestionSpec spec = withFoundDimensions();
        return segments(dataset).isEmpty() ? spec : spec.overSegments(combined(dataset));
    }

    private IngestionSpec withFoundDimensions() {
        String dimensions = conf.getRaw(DIMENSIONS);
        if (dimensions == null) {
            return file.spec();
        }
        List<Dimension> all = new ArrayList<>();
        json(dimensions).forEach(dimension -> all.add(Dimension.fromJson(dimension)));
        return file.spec().withDimensions(all);
    }

    /** The stage of the pipeline that this job is, if it is one. */
    Optional<ShuffleJob> shuffle() {
        return Optional.ofNullable(conf.getRaw(SHUFFLE)).map(plan::job);
    }

    /** What this job reads; a split names one by its place. */
    List<Dataset> datasets() {
        return shuffle().map(ShuffleJob::inputs).orElseGet(plan::rows);
    }

    List<Path> files(int dataset) {
        return paths(FILES + dataset);
    }

    List<Path> table(String lookup, int dataset) {
        return paths(TABLE + lookup + "." + dataset);
    }

    private List<Path> paths(String key) {
        List<Path> files = new ArrayList<>();
        json(required(conf, key)).forEach(name -> files.add(new Path(name.textValue())));
        return files;
    }

    /** The segments of a dataset, if it is one of segments. */
    Optional<List<InputSegment>> segments(int dataset) {
        return Optional.ofNullable(conf.getRaw(SEGMENTS + dataset)).map(text -> {
            List<InputSegment> segments = new ArrayList<>();
            json(text).forEach(segment -> segments.add(InputSegment.fromJson(segment)));
            return segments;
        });
    }

    /** What the spec says about a dataset of segments. */
    SegmentsSpec segmentsSpec(int dataset) {
        String name = datasets().get(dataset).base();
        return file.spec().segments().stream()
                .filter(segments -> PipelinePlan.segmentsOf(segments).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No segments are called [" + name + "]"));
    }

    /** The columns that are read of the segments of a dataset. */
    SegmentColumns segmentColumns(int dataset) {
        return new SegmentColumns(rowSpec(dataset), segmentsSpec(dataset), combined(dataset));
    }

    private Set<String> combined(int dataset) {
        Set<String> names = new HashSet<>();
        json(required(conf, COMBINED + dataset)).forEach(name -> names.add(name.textValue()));
        return names;
    }

    Optional<BucketPlan> buckets() {
        return Optional.ofNullable(conf.getRaw(BUCKETS)).map(BucketPlan::parse);
    }

    /** The reducer of each bucket. */
    static int[] reducers(Configuration conf) {
        JsonNode reducers = json(required(conf, REDUCERS));
        int[] reducerOfBucket = new int[reducers.size()];
        for (int i = 0; i < reducerOfBucket.length; i++) {
            reducerOfBucket[i] = reducers.get(i).intValue();
        }
        return reducerOfBucket;
    }

    URI store() {
        return URI.create(required(conf, STORE));
    }

    /** The directory of the run on the file system of the jobs. */
    static Path run(Configuration conf) {
        return new Path(required(conf, RUN));
    }

    /** What the files of a job's stage are called in the directory of the run. */
    static String stageKey(Configuration conf) {
        return required(conf, STAGE);
    }

    static void stageKey(Configuration conf, String key) {
        conf.set(STAGE, key);
    }

    /** Where a task may keep files while it runs. */
    static java.nio.file.Path scratch(Configuration conf) {
        return java.nio.file.Path.of(conf.get(SCRATCH, System.getProperty("java.io.tmpdir")));
    }

    static void scratch(Configuration conf, java.nio.file.Path directory) {
        conf.set(SCRATCH, directory.toString());
    }

    private static String required(Configuration conf, String key) {
        String value = conf.getRaw(key); // raw: specs may hold dollar signs
        if (value == null) {
            throw new IllegalStateException("Job lacks the property [" + key + "]");
        }
        return value;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Property of the job isn't JSON", e);
        }
    }
}
