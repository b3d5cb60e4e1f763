package io.isobar.replicator.dc;

/** What the golden questions showed. */
public sealed interface Warmth {
    /** All brokers gave right and equal answers, with this SHA-256 over their bytes. */
    record Warm(String answersDigest) implements Warmth {}

    /** Not yet, and why. */
    record Cold(String why) implements Warmth {}
}
