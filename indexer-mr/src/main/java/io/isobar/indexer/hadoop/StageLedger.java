package io.isobar.indexer.hadoop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.StageReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of a run that are done, a file of JSON for each in its directory {@code stages}. A stage is entered once its
 * output is complete, under its final name at once, so what stands here needs no second look.
 */
final class StageLedger {
    private static final Logger LOG = LoggerFactory.getLogger(StageLedger.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DIRECTORY = "stages";

    /** Changed when a stage starts to leave another kind of output. */
    private static final int FORMAT = 1;

    private final Path directory;
    private final FileSystem files;
    private final String store;

    StageLedger(Path run, Configuration conf, URI store) throws IOException {
        this.directory = new Path(run, DIRECTORY);
        this.files = run.getFileSystem(conf);
        this.store = store.toString();
    }

    /** Forgets all stages of a run. Before their rows are removed: a driver that dies in between would leave half of them. */
    static void forget(Path run, Configuration conf) throws IOException {
        run.getFileSystem(conf).delete(new Path(run, DIRECTORY), true);
    }

    static boolean hasStages(Path run, Configuration conf) throws IOException {
        Path directory = new Path(run, DIRECTORY);
        FileSystem files = run.getFileSystem(conf);
        return files.exists(directory) && files.listStatus(directory).length > 0;
    }

    /** What a stage counted, if an earlier driver has seen it through. One whose segments went elsewhere is none of ours. */
    Optional<JobWatch.Result> find(String key, String stage) throws IOException {
        JsonNode json;
        try (var in = files.open(file(key))) {
            json = MAPPER.readTree(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            LOG.warn("File [{}] isn't one of ours; its stage runs again", file(key), e);
            return Optional.empty();
        }
        boolean isThis = json.path("format").asInt() == FORMAT
                && json.path("stage").asText().equals(stage)
                && json.path("store").asText().equals(store);
        return isThis ? Optional.of(result(key, stage, json)) : Optional.empty();
    }

    private static JobWatch.Result result(String key, String stage, JsonNode json) {
        Map<RowOutcome, Long> rows = new EnumMap<>(RowOutcome.class);
        for (RowOutcome outcome : RowOutcome.values()) {
            rows.put(outcome, json.path("rows").path(outcome.name()).asLong());
        }
        StageReport report = new StageReport(
                stage,
                json.path("rowsIn").asLong(),
                json.path("rowsOut").asLong(),
                Duration.ofMillis(json.path("millis").asLong()));
        return new JobWatch.Result(key, report, rows);
    }

    /** Enters a stage that is done. */
    void enter(JobWatch.Result result, String job) throws IOException {
        String key = result.stageKey();
        StageReport report = result.report();
        ObjectNode json = MAPPER.createObjectNode()
                .put("format", FORMAT)
                .put("stage", report.stage())
                .put("store", store)
                .put("job", job)
                .put("rowsIn", report.rowsIn())
                .put("rowsOut", report.rowsOut())
                .put("millis", report.took().toMillis());
        ObjectNode rows = json.putObject("rows");
        result.rows().forEach((outcome, count) -> rows.put(outcome.name(), count.longValue()));
        Path unfinished = new Path(directory.getParent(), "unfinished-" + key + ".json");
        try (OutputStream out = files.create(unfinished, true)) {
            out.write(json.toPrettyString().getBytes(StandardCharsets.UTF_8));
        }
        files.mkdirs(directory);
        if (!files.rename(unfinished, file(key)) && !files.exists(file(key))) {
            throw new IOException("Can't rename file [%s] to [%s]".formatted(unfinished, file(key)));
        }
    }

    private Path file(String key) {
        return new Path(directory, key + ".json");
    }
}
