package io.isobar.replicator.transfer;

/** What reading a segment back from deep storage showed. */
public sealed interface Finding {
    /** It is what the manifest says. */
    record Sound() implements Finding {}

    /** It isn't there. */
    record Missing() implements Finding {}

    /** Its bytes aren't the manifest's, or no reader can open them: it must be set aside. */
    record Corrupt(String why) implements Finding {}
}
