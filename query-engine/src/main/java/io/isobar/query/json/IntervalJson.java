package io.isobar.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.List;

/** Intervals in each form that Druid reads. */
public final class IntervalJson {
    private IntervalJson() {}

    /** A text (several with commas), a list of texts, or an object of type {@code intervals}; must be there. */
    public static List<Interval> read(JsonFields fields, String name) {
        JsonNode node = fields.required(name);
        if (node.isTextual()) {
            List<Interval> intervals = new ArrayList<>();
            for (String part : node.textValue().split(",", -1)) {
                intervals.add(parse(part, fields.path(name)));
            }
            return intervals;
        }
        if (node.isObject()) {
            JsonFields object = fields.object(name);
            String type = object.text("type");
            if (type.equals("segments")) {
                throw QueryException.unsupported(object.path("type"), "Naming segments in place of intervals");
            }
            if (!type.equals("intervals") && !type.equals("LegacySegmentSpec")) {
                throw object.invalid("type", "Unknown type of intervals [" + type + "]: write [intervals],");
            }
            List<Interval> intervals = read(object, "intervals");
            object.end();
            return intervals;
        }
        List<Interval> intervals = fields.list(name, (text, path) -> parse(JsonFields.text(text, path), path));
        if (intervals.isEmpty()) {
            throw fields.invalid(name, "Expected at least one interval");
        }
        return intervals;
    }

    /** The same times as few intervals as possible, in order: what overlaps or meets is joined. */
    public static List<Interval> condense(List<Interval> intervals) {
        List<Interval> sorted = intervals.stream().sorted().toList();
        List<Interval> condensed = new ArrayList<>();
        for (Interval next : sorted) {
            int last = condensed.size() - 1;
            if (last >= 0 && next.start() <= condensed.get(last).end()) {
                long end = Math.max(condensed.get(last).end(), next.end());
                condensed.set(last, new Interval(condensed.get(last).start(), end));
            } else {
                condensed.add(next);
            }
        }
        return List.copyOf(condensed);
    }

    private static Interval parse(String text, String path) {
        try {
            return Interval.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw QueryException.invalid(path, String.valueOf(e.getMessage()));
        }
    }
}
