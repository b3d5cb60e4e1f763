package io.isobar.cli.quickstart.judge;

/**
 * Something that must not happen.
 *
 * @param kind which promise it breaks
 * @param message one line: who, where, what was seen and what should have been
 */
public record Fault(Kind kind, String message) {
    /** What can be wrong with an answer. */
    public enum Kind {
        /** Parts of the answer come from one release and parts from another. */
        MIXED("mixed two releases"),
        /** The client had seen a later release before. */
        WENT_BACK("went back in time"),
        /** The answer is right for another release than the one it names. */
        FALSE_HEADER("named another release than they came from"),
        /** The answer is right for no release. */
        WRONG("were right for no release"),
        /** No answer, or one without the name of its release. */
        FAILED("failed or named no release");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }

        /** Continues a sentence that starts with a number of answers. */
        public String inWords() {
            return inWords;
        }
    }
}
