package io.isobar.cli.index;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.outline.InputSizes;
import io.isobar.indexer.outline.JobOutline;
import io.isobar.indexer.outline.RunOutline;
import java.util.List;

/** The jobs of runs, for scripts. */
final class OutlineJson {
    private static final JsonMapper JSON = new JsonMapper();

    private OutlineJson() {}

    static ObjectNode of(List<RunOutline> runs, List<InputSizes> sizes) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode outputs = root.putArray("outputs");
        for (int i = 0; i < runs.size(); i++) {
            RunOutline run = runs.get(i);
            InputSizes counted = sizes.get(i);
            ObjectNode output = outputs.addObject().put("dataSource", run.dataSource());
            ArrayNode intervals = output.putArray("intervals");
            run.intervals().forEach(interval -> intervals.add(interval.toString()));
            ArrayNode notices = output.putArray("notices");
            run.notices()
                    .forEach(notice ->
                            notices.addObject().put("path", notice.path()).put("text", notice.text()));
            ArrayNode jobs = output.putArray("jobs");
            run.jobs().forEach(job -> add(job, counted, jobs.addObject()));
        }
        return root;
    }

    private static void add(JobOutline job, InputSizes sizes, ObjectNode json) {
        json.put("title", job.title());
        job.sharedWith().ifPresent(other -> json.put("sharedWith", other));
        ArrayNode inputs = json.putArray("inputs");
        for (JobOutline.Input input : job.inputs()) {
            ObjectNode one = inputs.addObject()
                    .put("name", input.name())
                    .put("intermediate", input.intermediate())
                    .put("files", input.files());
            if (!input.intermediate()) {
                sizes.of(input.name())
                        .ifPresent(size -> one.put("fileCount", size.files()).put("bytes", size.bytes()));
            }
            ArrayNode steps = one.putArray("steps");
            input.steps().forEach(steps::add);
        }
        json.put("key", job.key()).put("work", job.work());
    }
}
