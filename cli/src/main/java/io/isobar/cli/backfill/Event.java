package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a backfill waits for. */
sealed interface Event {
    /** An attempt has ended. */
    record Ended(Interval slice, SliceOutcome outcome) implements Event {}

    /** Somebody wants the backfill to stop: the first time after what runs, from the second time on at once. */
    record StopAsked() implements Event {}

    /** Where events arrive, from any thread, and one thread takes them. */
    interface Inbox {
        void put(Event event);

        /** The next event; none if {@code atMost} passes before. */
        Optional<Event> take(Duration atMost) throws InterruptedException;
    }

    /** The inbox of a real run. */
    static Inbox inbox() {
        LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>();
        return new Inbox() {
            @Override
            public void put(Event event) {
                queue.add(event);
            }

            @Override
            public Optional<Event> take(Duration atMost) throws InterruptedException {
                return Optional.ofNullable(queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
            }
        };
    }
}
