package io.isobar.indexer.spec;

/**
 * Something that the owner of a spec should know, and that doesn't stop the run.
 *
 * @param path where it stands, e.g. {@code spec.tuningConfig.useCombiner}
 * @param text why it has no effect here, or what is used in its place
 */
public record Notice(String path, String text) {
    @Override
    public String toString() {
        return "[" + path + "] " + text;
    }
}
