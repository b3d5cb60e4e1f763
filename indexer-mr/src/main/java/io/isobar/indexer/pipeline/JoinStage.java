package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowTime;
import io.isobar.indexer.input.RowTransform;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.StageSpec.How;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of rows that have equal keys, and whose times are no further apart than the window.
 *
 * <p>With a window, left rows sort by their time and right rows by the earliest time of a left row that they can pair with,
 * before it. So each left row finds all its partners waiting, one step through the group makes all pairs, and no more right
 * rows wait than the window spans. Without one, all right rows wait first.
 */
final class JoinStage implements KeyedStage {
    static final int RIGHT = 0;
    static final int LEFT = 1;

    private final RowMatch match;
    private final Optional<StageSpec.Window> window;
    private final StageKey key;
    private final ByteSink bytes = new ByteSink();

    JoinStage(StageSpec.Join join, StageKey key) {
        this.key = key;
        this.match = new RowMatch(join.match());
        this.window = join.window();
    }

    @Override
    public void route(Row row, int side, Routed routed) throws BadRowException, IOException, InterruptedException {
        List<Object> values = match.key(row, side == LEFT);
        if (values != null) {
            key.group(values);
            if (window.isPresent()) {
                long time = RowTime.of(row);
                row.set(RowTransform.TIME, time);
                key.orderByTime(side == LEFT ? time : before(time, window.get().afterMillis()));
            }
        } else if (match.how() == How.FULL || (match.how() == How.LEFT && side == LEFT)) {
            RowBytes.write(row, bytes.clear());
            key.alone(bytes.array(), bytes.size());
        } else {
            return;
        }
        routed.accept(key.end(side), row);
    }

    private static long before(long time, long millis) {
        return time < Long.MIN_VALUE + millis ? Long.MIN_VALUE : time - millis;
    }

    @Override
    public Groups open(Support support, RowOutput output) {
        return new Pairs(support.queue(), output);
    }

    private final class Pairs implements Groups {
        private final RowQueue waiting;
        private final RowOutput output;
        /** How many right rows came, and how many of the first of them are in a pair. */
        private long came;

        private long paired;

        Pairs(RowQueue waiting, RowOutput output) {
            this.waiting = waiting;
            this.output = output;
        }

        @Override
        public void add(int side, Row row) throws IOException, InterruptedException {
            boolean left = side == LEFT;
            if (match.key(row, left) == null) {
                output.accept(left ? match.alone(row) : match.rightAlone(row));
                return;
            }
            long time = window.isPresent() ? time(row) : 0;
            if (left) {
                leaveBefore(time);
                pairUp(row);
            } else {
                leaveBefore(window.isPresent() ? before(time, window.get().afterMillis()) : 0);
                waiting.add(time, row);
                came++;
            }
        }

        private void pairUp(Row left) throws IOException, InterruptedException {
            if (waiting.size() > 0) {
                waiting.forEach(right -> output.accept(match.pair(left, right)));
                paired = came;
            } else if (match.how() != How.INNER) {
                output.accept(match.alone(left));
            }
        }

        /** Lets those go that no left row of this time or later can pair with. */
        private void leaveBefore(long time) throws IOException, InterruptedException {
            while (window.isPresent()
                    && waiting.size() > 0
                    && waiting.firstTime() < before(time, window.get().beforeMillis())) {
                leave();
            }
        }

        private void leave() throws IOException, InterruptedException {
            boolean inAPair = came - waiting.size() < paired;
            Row right = waiting.removeFirst();
            if (!inAPair && match.how() == How.FULL) {
                output.accept(match.rightAlone(right));
            }
        }

        @Override
        public void end() throws IOException, InterruptedException {
            if (match.how() == How.FULL) {
                while (waiting.size() > 0) {
                    leave();
                }
            }
            waiting.clear();
            came = 0;
            paired = 0;
        }

        private long time(Row row) {
            Object time = row.value(RowTransform.TIME);
            if (time instanceof Long millis) {
                return millis;
            }
            throw new IllegalStateException("A row that was routed has a time");
        }
    }
}
