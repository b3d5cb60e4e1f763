package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;

/** The forms that a spec file may have. */
enum Envelope {
    /** {@code {"type": "index_hadoop", "spec": {…}, "pipeline": {…}}}. */
    TASK,
    /** {@code {"dataSchema": …, "ioConfig": …, "tuningConfig": …, "pipeline": {…}}}: what {@code index hadoop} read. */
    COMMAND_LINE,
    /** {@code {"pipeline": {…}, "outputs": [{"stage": …, "spec": {…}}, …]}}: several datasources from one pipeline. */
    OUTPUTS,
    /** One segment: the parts of a dataSchema, an interval and an indexSpec side by side. */
    ONE_SEGMENT;

    static Envelope of(JsonNode root) {
        if (root.has("outputs")) {
            return OUTPUTS;
        }
        boolean namesTheTask = root.path("type").asText().equals("index_hadoop");
        if (root.has("spec") || (namesTheTask && !root.has("dataSchema"))) {
            return TASK;
        }
        return root.has("metricsSpec") || root.has("dimensionsSpec") ? ONE_SEGMENT : COMMAND_LINE;
    }
}
