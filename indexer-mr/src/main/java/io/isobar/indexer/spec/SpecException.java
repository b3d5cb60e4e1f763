package io.isobar.indexer.spec;

import java.util.List;

/** The spec can't be run as it stands. Nothing has been read or written; edit the spec and run again. */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SpecException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : "The spec has " + problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    SpecException(String path, String problem) {
        this(List.of("Field [" + path + "] " + problem));
    }

    /** Each problem as one sentence that names its field's path. */
    public List<String> problems() {
        return problems == null ? List.of(String.valueOf(getMessage())) : problems;
    }
}
