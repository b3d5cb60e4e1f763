package io.isobar.indexer.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Tasks of Druid, and what is changed in them. */
final class TaskSpecs {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private TaskSpecs() {}

    static ObjectNode task() {
        return object("""
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "wiki",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "timestamp", "format": "auto"},
                      "dimensionsSpec": {"dimensions": ["page", "user"]}}},
                    "metricsSpec": [{"type": "count", "name": "count"},
                      {"type": "doubleSum", "name": "added", "fieldName": "added"}],
                    "granularitySpec": {"type": "uniform", "segmentGranularity": "DAY", "intervals": ["2013-08-31/2013-09-01"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "wiki.json"}},
                  "tuningConfig": {"type": "hadoop"}}}""");
    }

    /** Sets fields of the object at the path, which is made if it isn't there. */
    static void set(ObjectNode task, String path, String fields) {
        JsonNode place = task;
        for (String step : path.split("\\.", -1)) {
            place = place.isArray()
                    ? place.get(Integer.parseInt(step))
                    : place.has(step) ? place.get(step) : ((ObjectNode) place).putObject(step);
        }
        ((ObjectNode) place).setAll(object(fields));
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static IndexSpecFile parse(ObjectNode task) {
        return parse(task.toString());
    }

    static IndexSpecFile parse(String json) {
        return IndexSpecFile.parse(bytes(json), false);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
