package io.isobar.indexer.input;

import io.isobar.indexer.spec.LineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** One line that a regular expression matches as a whole; its groups are the fields. A group that takes no part has none. */
final class RegexLineParser implements LineParser {
    private final LineSpec.Regex lines;
    private final Matcher matcher;
    private final Matcher listDelimiter;

    RegexLineParser(LineSpec.Regex lines) {
        this.lines = lines;
        this.matcher = lines.pattern().matcher("");
        this.listDelimiter = lines.listDelimiter().matcher("");
    }

    @Override
    public Row parse(String line) throws BadRowException {
        if (!matches(line)) {
            throw new BadRowException("", "doesn't match the pattern", line);
        }
        Row row = new Row();
        for (int i = 0; i < lines.columns().size() && i < matcher.groupCount(); i++) {
            String value = matcher.group(i + 1);
            if (value != null) {
                row.set(lines.columns().get(i), value(value));
            }
        }
        return row;
    }

    /** Java's matcher recurses, on a long line as deep as the line is long. */
    private boolean matches(String line) throws BadRowException {
        try {
            return matcher.reset(line).matches();
        } catch (StackOverflowError e) {
            throw new BadRowException("", "can't be matched: the pattern recurses too deep on a line so long", line);
        }
    }

    private @Nullable Object value(String text) {
        List<@Nullable String> all = new ArrayList<>(1);
        int start = 0;
        listDelimiter.reset(text);
        while (listDelimiter.find()) {
            if (listDelimiter.end() > listDelimiter.start()) {
                all.add(part(text.substring(start, listDelimiter.start())));
                start = listDelimiter.end();
            }
        }
        String last = part(text.substring(start));
        if (all.isEmpty()) {
            return last;
        }
        all.add(last);
        return all;
    }

    private @Nullable String part(String text) {
        return text.isEmpty() && lines.emptyIsNull() ? null : text;
    }
}
