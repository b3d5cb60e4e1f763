package io.isobar.druid;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.joda.JodaModule;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.druid.common.config.NullHandling;
import org.apache.druid.common.config.NullValueHandlingConfig;
import org.apache.druid.data.input.AvroHadoopInputRowParser;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.avro.AvroParseSpec;
import org.apache.druid.data.input.avro.AvroValueInputFormat;
import org.apache.druid.data.input.impl.InputRowParser;
import org.apache.druid.data.input.orc.OrcExtensionsModule;
import org.apache.druid.data.input.parquet.ParquetExtensionsModule;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.orc.mapreduce.OrcInputFormat;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * Reads files with the parsers of Druid's Hadoop indexer: {@code DruidRows QUESTIONS ROWS}.
 *
 * <p>QUESTIONS has a file {@code FORMAT-questions.json} per format: an array of {@code {"file": …, "parser": …, "metrics":
 * [name…]}}, one per spec of {@code ROWS/FORMAT.json} and in their order. There each gets the rows of its file as {@code druid}:
 * the time, the texts of each dimension that isn't null, the number of each metric.
 */
public final class DruidRows {
    private final ObjectMapper json = new ObjectMapper();

    private interface Records {
        Object next() throws Exception;
    }

    private DruidRows() {
        json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        json.registerModule(new JodaModule());
        // not Avro's module: it needs libraries for streams that are not in Maven Central
        json.registerSubtypes(
                new NamedType(AvroHadoopInputRowParser.class, "avro_hadoop"),
                new NamedType(AvroParseSpec.class, "avro"));
        List<Module> modules = new ArrayList<>(new OrcExtensionsModule().getJacksonModules());
        modules.addAll(new ParquetExtensionsModule().getJacksonModules());
        modules.forEach(json::registerModule);
    }

    /** Answers all questions. */
    public static void main(String[] args) throws Exception {
        keepNulls();
        for (String format : List.of("avro", "orc", "parquet")) {
            new DruidRows().answer(new File(args[0], format + "-questions.json"), new File(args[1], format + ".json"));
        }
    }

    /** As later Druids do, and 0.20 if it is told to. */
    private static void keepNulls() throws ReflectiveOperationException {
        NullHandling.initializeForTests();
        Constructor<?> config = NullValueHandlingConfig.class.getDeclaredConstructors()[0];
        Object[] arguments = new Object[config.getParameterCount()];
        arguments[0] = false;
        Field instance = NullHandling.class.getDeclaredField("INSTANCE");
        instance.setAccessible(true);
        instance.set(null, config.newInstance(arguments));
    }

    private void answer(File questions, File rows) throws Exception {
        JsonNode files = json.readTree(rows);
        Iterator<JsonNode> question = json.readTree(questions).iterator();
        for (JsonNode file : files) {
            for (JsonNode spec : file.path("specs")) {
                ((ObjectNode) spec).set("druid", rows(question.next()));
            }
        }
        Files.write(rows.toPath(), layout(files).getBytes(StandardCharsets.UTF_8));
    }

    /** One line per row and per spec, so that changes are seen. */
    private String layout(JsonNode files) throws IOException {
        StringBuilder text = new StringBuilder("[");
        String comma = "\n";
        for (JsonNode file : files) {
            text.append(comma).append("{\"name\": ").append(file.path("name"));
            text.append(",\n \"schema\": ").append(file.path("schema"));
            text.append(",\n \"rows\": [").append(lines(file.path("rows"))).append("],\n \"specs\": [");
            text.append(lines(file.path("specs"))).append("]}");
            comma = ",\n";
        }
        return text.append("\n]\n").toString();
    }

    private String lines(JsonNode nodes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode node : nodes) {
            lines.add("\n  " + json.writeValueAsString(node));
        }
        return String.join(",", lines);
    }

    private ArrayNode rows(JsonNode question) throws Exception {
        ArrayNode rows = json.createArrayNode();
        @SuppressWarnings("unchecked")
        InputRowParser<Object> parser = json.treeToValue(question.get("parser"), InputRowParser.class);
        Records records = records(question);
        for (Object record; (record = records.next()) != null; ) {
            try {
                for (InputRow row : parser.parseBatch(record)) {
                    String time = parser.getParseSpec().getTimestampSpec().getTimestampColumn();
                    rows.add(row(row, time, question.path("metrics")));
                }
            } catch (RuntimeException e) {
                rows.addObject().put("bad", true);
            }
        }
        return rows;
    }

    private static Records records(JsonNode question) throws Exception {
        Configuration conf = new Configuration();
        File file = new File(question.get("file").asText());
        String type = question.get("parser").get("type").asText();
        if (type.startsWith("parquet")) {
            // Druid's own read support asks only for the columns that a whole indexer's configuration names
            conf.setBoolean("parquet.avro.add-list-element-records", false);
            ReadSupport<?> support = type.equals("parquet") ? new GroupReadSupport() : new AvroReadSupport<>();
            ParquetReader<?> reader = ParquetReader.builder(support, new Path(file.toString()))
                    .withConf(conf)
                    .build();
            return reader::read;
        }
        InputFormat<?, ?> format = type.equals("orc") ? new OrcInputFormat<>() : new AvroValueInputFormat();
        FileSplit split = new FileSplit(new Path(file.toString()), 0, file.length(), new String[0]);
        TaskAttemptContextImpl context = new TaskAttemptContextImpl(conf, new TaskAttemptID());
        RecordReader<?, ?> reader = format.createRecordReader(split, context);
        reader.initialize(split, context);
        return () -> reader.nextKeyValue() ? reader.getCurrentValue() : null;
    }

    private ObjectNode row(InputRow row, String time, JsonNode metrics) {
        ObjectNode node = json.createObjectNode().put("__time", row.getTimestampFromEpoch());
        for (String name : new TreeSet<>(row.getDimensions())) {
            Object value = row.getRaw(name);
            if (value != null && !name.equals(time)) {
                ArrayNode texts = node.putArray(name);
                (value instanceof List ? (List<?>) value : Collections.singletonList(value))
                        .forEach(each -> texts.add(text(each)));
            }
        }
        for (JsonNode metric : metrics) {
            number(node, metric.asText(), row);
        }
        return node;
    }

    private static void number(ObjectNode node, String metric, InputRow row) {
        String name = "sum of " + metric;
        try {
            Number number = row.getMetric(metric);
            if (number != null) {
                node.put(name, number.doubleValue());
            }
        } catch (RuntimeException e) {
            node.put(name, "bad");
        }
    }

    private static String text(Object value) {
        if (value instanceof byte[]) {
            return Base64.getEncoder().encodeToString((byte[]) value);
        }
        return value == null ? null : value.toString();
    }
}
