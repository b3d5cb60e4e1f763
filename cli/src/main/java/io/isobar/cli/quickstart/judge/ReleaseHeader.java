package io.isobar.cli.quickstart.judge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release that an answer says it comes from, as the header {@code X-Isobar-Release} spells it:
 * {@code <datasource>:<seq>:<first 8 hex digits of the root>}.
 */
public record ReleaseHeader(String dataSource, long seq, String root8) {
    private static final Pattern FORM = Pattern.compile("(.+):([0-9]{1,18}):([0-9a-f]{8})");

    /** Empty if the text is anything else. */
    public static Optional<ReleaseHeader> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new ReleaseHeader(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return dataSource + ":" + seq + ":" + root8;
    }
}
