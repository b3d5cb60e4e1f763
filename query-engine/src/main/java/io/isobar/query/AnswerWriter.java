package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.segment.time.IsoTime;
import java.io.IOException;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values and times as Druid writes them into answers: NaN and infinities as texts, bytes in Base64. */
final class AnswerWriter {
    private final JsonGenerator out;
    private final ZoneId zone;
    private final boolean timesAsLongs;

    AnswerWriter(JsonGenerator out, ZoneId zone, QueryContext context) {
        this.out = out;
        this.zone = zone;
        this.timesAsLongs = context.serializeDateTimeAsLong();
    }

    JsonGenerator json() {
        return out;
    }

    void time(long time) throws IOException {
        if (timesAsLongs) {
            out.writeNumber(time);
        } else {
            out.writeString(IsoTime.format(time, zone));
        }
    }

    void timeField(String name, long time) throws IOException {
        out.writeFieldName(name);
        time(time);
    }

    /** The fields of an object. */
    void fields(Map<String, ? extends @Nullable Object> fields) throws IOException {
        for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
            out.writeFieldName(field.getKey());
            value(field.getValue());
        }
    }

    void value(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            real(number);
        } else if (value instanceof Float number) {
            real(number);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                value(element);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                out.writeFieldName(String.valueOf(field.getKey()));
                value(field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(value.toString());
        }
    }

    private void real(double number) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Double.toString(number));
        }
    }

    private void real(float number) throws IOException {
        if (Float.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Float.toString(number));
        }
    }
}
