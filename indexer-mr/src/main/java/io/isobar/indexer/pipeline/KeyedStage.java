package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import java.util.Optional;

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
     * @throws IOException if a table can't be read
     */
    Groups open(Support support, RowOutput output) throws IOException;

    /** Makes several rows of one key fewer before they are sent, if the stage can; they are sent as they are otherwise. */
    default Optional<Groups> openCombine(RowOutput output) {
        return Optional.empty();
    }

    /** What a stage is lent by whoever drives it. */
    interface Support {
        /** Where rows are kept that have to wait, however many. */
        RowQueue queue();

        /** Where tables come from. */
        RowChain.Tables tables();

        /** A row that an earlier stage gave, and that {@code stage} can't take. */
        void unparseable(BadRowException problem, String stage) throws IOException;

        /** A row of which nothing is left on its way from one stage to the next. */
        void thrownAway();
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
