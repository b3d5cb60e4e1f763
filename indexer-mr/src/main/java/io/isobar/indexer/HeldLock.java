package io.isobar.indexer;

import io.isobar.catalog.control.LockHolder;
import io.isobar.catalog.control.LockOutcome;
import io.isobar.catalog.control.RunLock;
import io.isobar.catalog.control.RunLocks;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.IntervalLocks;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a datasource's intervals, held while a run works on them.
 *
 * <p>Who lives is told by ZooKeeper if there is one, else by a lease in the control database. Either way the database grants
 * the lock and numbers it, and refuses a seal under a number that a later one has overtaken. So a run that loses its lock
 * goes on as long as nobody else has it, and ends as soon as it learns that somebody has.
 */
final class HeldLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);
    private static final Duration RENEWAL = RunLocks.LEASE.dividedBy(6);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final RunLocks locks;
    private final RunLock lock;
    private final Optional<Queue> queue;
    private final StopSwitch stop;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lock-renewal");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean takenOver;
    private boolean lossIsLogged;

    private HeldLock(RunLocks locks, RunLock lock, Optional<Queue> queue, StopSwitch stop) {
        this.locks = locks;
        this.lock = lock;
        this.queue = queue;
        this.stop = stop;
        var unused = renewal.scheduleWithFixedDelay(
                this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a run wants to lock, and how. */
    record Wanted(
            String dataSource,
            String inputFingerprint,
            List<Interval> intervals,
            Optional<String> zookeeper,
            boolean waits,
            Instant since) {}

    /**
     * Gets the lock.
     *
     * @throws RunLockedException if another run has it, and this one doesn't want to wait
     */
    static HeldLock take(RunLocks locks, Wanted wanted, IndexListener listener, StopSwitch stop) throws IOException {
        LockHolder self = new LockHolder(hostName(), ProcessHandle.current().pid());
        Waiting waiting = new Waiting(wanted, listener, stop);
        Optional<Queue> queue = wanted.zookeeper().map(address -> Queue.join(address, wanted, self));
        try {
            if (queue.isPresent()) {
                queue.get().awaitTurn(waiting);
            }
            RunLocks.Request request = new RunLocks.Request(
                    wanted.dataSource(),
                    wanted.inputFingerprint(),
                    wanted.intervals(),
                    self,
                    queue.isPresent() ? RunLock.Guard.ZOOKEEPER : RunLock.Guard.LEASE);
            while (true) {
                LockOutcome outcome = locks.grant(request, lock -> isGone(lock, queue.isPresent()));
                if (outcome instanceof LockOutcome.Granted granted) {
                    return new HeldLock(locks, granted.lock(), queue, stop);
                }
                if (outcome instanceof LockOutcome.Held held) {
                    waiting.on(describe(held.by()));
                    waiting.pause();
                }
            }
        } catch (IOException | RuntimeException e) {
            queue.ifPresent(Queue::close);
            throw e;
        }
    }

    /** Whoever stands in ZooKeeper is before us there, or gone; and a process of this host can be looked for. */
    private static boolean isGone(RunLock lock, boolean inZooKeeper) {
        if (lock.guard() == RunLock.Guard.ZOOKEEPER) {
            return inZooKeeper;
        }
        return lock.holder().host().equals(hostName())
                && ProcessHandle.of(lock.holder().pid()).isEmpty();
    }

    private static String describe(RunLock lock) {
        return describe(lock.holder(), lock.since());
    }

    private static String describe(LockHolder holder, Instant since) {
        return "[%s], since %s".formatted(holder, since.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host without a name has no other that could hold its locks
        }
    }

    RunLock lock() {
        return lock;
    }

    /** Whether the run must end because another one has the lock. */
    boolean isTakenOver() {
        return takenOver;
    }

    private void renew() {
        try {
            if (queue.isPresent() && queue.get().place().isLost() && !lossIsLogged) {
                lossIsLogged = true;
                LOG.warn("Session in ZooKeeper lost: the run goes on, and is sealed unless another takes over");
            }
            if (!locks.renew(lock)) {
                takenOver = true;
                stop.kill();
            }
        } catch (RuntimeException e) {
            LOG.warn("Can't renew the lock; trying again in {} s", RENEWAL.toSeconds(), e);
        }
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        try {
            locks.release(lock);
        } catch (RuntimeException e) {
            LOG.warn("Can't release the lock; its lease ends by itself", e);
        }
        queue.ifPresent(Queue::close);
    }

    /** What a run does while another one has the lock. */
    private static final class Waiting {
        private final Wanted wanted;
        private final IndexListener listener;
        private final StopSwitch stop;
        private String told = "";

        Waiting(Wanted wanted, IndexListener listener, StopSwitch stop) {
            this.wanted = wanted;
            this.listener = listener;
            this.stop = stop;
        }

        void on(String holder) throws RunLockedException {
            String text = "Datasource [%s] is being indexed by %s, for intervals that overlap with %s"
                    .formatted(wanted.dataSource(), holder, wanted.intervals());
            if (!wanted.waits()) {
                throw new RunLockedException(text + ": wait for its end, or run with --wait");
            }
            if (!text.equals(told)) {
                listener.warning(text + ": waiting");
                told = text;
            }
        }

        void pause() throws IOException {
            try {
                var unused = stop.await(POLL.toMillis());
                stop.check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunStoppedException("Interrupted while waiting for another run: nothing is published");
            }
        }
    }

    /** A place in ZooKeeper's queue, in a session of its own. */
    private record Queue(Discovery session, IntervalLocks.Place place) {
        static Queue join(String address, Wanted wanted, LockHolder self) {
            Discovery session = Discovery.connect(address);
            try {
                return new Queue(
                        session,
                        new IntervalLocks(session.client())
                                .queue(wanted.dataSource(), wanted.intervals(), describe(self, wanted.since())));
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        }

        void awaitTurn(Waiting waiting) throws IOException {
            Optional<String> holder = place.holder();
            while (holder.isPresent()) {
                waiting.on(holder.get());
                waiting.pause();
                holder = place.holder();
            }
        }

        void close() {
            place.close();
            session.close();
        }
    }
}
