package io.isobar.replicator.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new SplittableRandom(1));

    private @Nullable Loop loop;

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
    }

    @Test
    void goesOnAtOnceWhileItMovesThenPauses() throws InterruptedException {
        var rounds = new AtomicInteger();
        var paused = new CountDownLatch(1);
        loop = Loop.start("test", NEVER, backoff, () -> {
            if (rounds.incrementAndGet() < 5) {
                return true;
            }
            paused.countDown();
            return false;
        });

        assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(rounds).hasValue(5);
    }

    @Test
    void anErrorEndsARoundAndNotTheLoop() throws InterruptedException {
        var failures = new CountDownLatch(3);
        loop = Loop.start("test", NEVER, backoff, () -> {
            failures.countDown();
            throw failures.getCount() % 2 == 0
                    ? new IOException("the disk")
                    : new IllegalStateException("the database");
        });

        assertThat(failures.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingInterruptsTheWork() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        loop = Loop.start("test", NEVER, backoff, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return false;
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(interrupted.getCount()).isZero();
    }
}
