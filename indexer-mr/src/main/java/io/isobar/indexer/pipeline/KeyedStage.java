package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stage that needs the rows of equal keys together. Its driver routes each row, sorts what comes out by key, and hands it
 * group by group to what {@link #open} gave. The result depends on the rows alone, not on who routed them and when.
 */
public interface KeyedStage {

    /**
     * Gives a row its key, or leaves it out.
     *
     * @param side which input the row is from
     */
    void route(Row row, int side, Routed routed) throws BadRowException, IOException, InterruptedException;

    /**
     * What the rows of groups become.
     *
     * @param queues where rows are kept that have to wait, however many
     */
    Groups open(Supplier<RowQueue> queues, RowOutput output);

    /** Makes several rows of one key fewer before they are sent, if the stage can; they are sent as they are otherwise. */
    default Optional<Groups> openCombine(RowOutput output) {
        return Optional.empty();
    }

    /** Gets a row and its key, which is valid for the length of the call. */
    @FunctionalInterface
    interface Routed {
        void accept(StageKey key, Row row) throws IOException, InterruptedException;
    }

    /** Gets rows. */
    @FunctionalInterface
    interface RowOutput {
        void accept(Row row) throws IOException, InterruptedException;
    }

    /** Gets the rows of one group after the other, each in the order of their keys. */
    interface Groups {
        /** Takes a row of the group. */
        void add(int side, Row row) throws IOException, InterruptedException;

        /** The group has no more rows. */
        void end() throws IOException, InterruptedException;
    }
}
