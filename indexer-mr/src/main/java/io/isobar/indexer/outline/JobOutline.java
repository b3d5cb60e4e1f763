package io.isobar.indexer.outline;

import java.util.List;
import java.util.Optional;

/**
 * One MapReduce job, in words.
 *
 * @param title its name, as a run shows it
 * @param inputs what its map tasks read
 * @param key what rows are brought together by
 * @param work what its reduce tasks do, and where the result goes
 * @param sharedWith the output that has run it before, so that it doesn't run again
 */
public record JobOutline(String title, List<Input> inputs, String key, String work, Optional<String> sharedWith) {
    /**
     * Rows that the map tasks read.
     *
     * @param name of the source or the stage
     * @param intermediate an earlier job writes it
     * @param files where they are, and their format
     * @param steps stages without a job of their own, which are applied to each row that is read
     */
    public record Input(String name, boolean intermediate, String files, List<String> steps) {
        public Input {
            steps = List.copyOf(steps);
        }
    }

    public JobOutline {
        inputs = List.copyOf(inputs);
    }
}
