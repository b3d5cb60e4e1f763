package io.isobar.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.druid.data.input.ColumnsFilter;
import org.apache.druid.data.input.InputFormat;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.ByteEntity;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.TimestampSpec;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.joda.time.DateTime;

/**
 * Parses lines with Apache Druid's own library: {@code DruidParsers JOBS ROWS}.
 *
 * <p>JOBS is an array of {@code {"parser": parser, "lines": [line…]}}, or of {@code {"inputFormat": …, "timestampSpec": …,
 * "dimensionsSpec": …, "lines": […]}}. ROWS becomes an array of arrays in the same order: for each line {@code {"time":
 * milliseconds, "fields": {dimension: text or list of texts}}} without those that have no value, or null if Druid takes it
 * for unparseable.
 */
public final class DruidParsers {
    private final ObjectMapper json = new DefaultObjectMapper();
    private long parsed;

    private interface LineParser {
        InputRow parse(byte[] line) throws IOException, ReflectiveOperationException;
    }

    private DruidParsers() {}

    /** Reads the jobs and writes the rows. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        new DruidParsers().parse(new File(args[0]), new File(args[1]));
    }

    private void parse(File jobs, File answers) throws IOException, ReflectiveOperationException {
        ArrayNode all = json.createArrayNode();
        for (JsonNode job : json.readTree(jobs)) {
            LineParser parser = job.has("parser") ? parser(job.path("parser")) : inputFormat(job);
            ArrayNode rows = all.addArray();
            for (JsonNode line : job.path("lines")) {
                forgetLastTime();
                try {
                    InputRow row = parser.parse(line.asText().getBytes(StandardCharsets.UTF_8));
                    rows.add(row == null ? json.nullNode() : row(row));
                } catch (RuntimeException | InvocationTargetException e) {
                    rows.addNull();
                }
            }
        }
        json.writeValue(answers, all);
    }

    /** Druid remembers the last text that was a time, whatever the format was. */
    private void forgetLastTime() {
        DateTime other = new TimestampSpec("t", "millis", null).parseDateTime(String.valueOf(++parsed));
        if (other.getMillis() != parsed) {
            throw new IllegalStateException("Druid took one time for another");
        }
    }

    /** By name: newer Druids have no such class any more. */
    private LineParser parser(JsonNode parser) throws ReflectiveOperationException, IOException {
        Class<?> type = Class.forName("org.apache.druid.data.input.impl.InputRowParser");
        Object made = json.treeToValue(parser, type);
        Method parse = made.getClass().getMethod("parseBatch", ByteBuffer.class);
        return line -> {
            List<?> rows = (List<?>) parse.invoke(made, ByteBuffer.wrap(line));
            return rows.isEmpty() ? null : (InputRow) rows.get(0);
        };
    }

    private LineParser inputFormat(JsonNode job) throws IOException {
        InputFormat format = json.treeToValue(job.path("inputFormat"), InputFormat.class);
        InputRowSchema schema = new InputRowSchema(
                json.treeToValue(job.path("timestampSpec"), TimestampSpec.class),
                json.treeToValue(job.path("dimensionsSpec"), DimensionsSpec.class),
                ColumnsFilter.all());
        return line -> {
            try (CloseableIterator<InputRow> rows = format.createReader(schema, new ByteEntity(line), new File("."))
                    .read()) {
                return rows.hasNext() ? rows.next() : null;
            }
        };
    }

    private ObjectNode row(InputRow row) {
        ObjectNode node = json.createObjectNode().put("time", row.getTimestampFromEpoch());
        ObjectNode fields = node.putObject("fields");
        for (String dimension : row.getDimensions()) {
            Object value = row.getRaw(dimension);
            if (value instanceof List) {
                ArrayNode list = fields.putArray(dimension);
                ((List<?>) value).forEach(element -> list.add(element == null ? null : String.valueOf(element)));
            } else if (value != null) {
                fields.put(dimension, String.valueOf(value));
            }
        }
        return node;
    }
}
