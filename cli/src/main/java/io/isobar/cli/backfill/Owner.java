package io.isobar.cli.backfill;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process that works on slices, so that others can tell whether it is still there: {@code host:pid:start}.
 *
 * <p>Only of a process on this host can it be known that it is gone; others are taken for dead when they have been silent
 * for too long.
 *
 * @param start when the process was started, since numbers of processes come back
 */
record Owner(String host, long pid, long start) {
    /** This process. */
    static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(thisHost(), self.pid(), start(self));
    }

    /** Whether the process of that name was on this host and is no more. */
    static boolean isGone(String name) {
        String[] parts = name.split(":", -1);
        if (parts.length != 3 || !parts[0].equals(thisHost())) {
            return false;
        }
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(parts[1])).filter(ProcessHandle::isAlive);
        return process.isEmpty() || start(process.get()) != Long.parseLong(parts[2]);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(':', '_');
        } catch (UnknownHostException e) {
            // A name for people and for comparison; without one only silence tells that an owner is gone.
            return "unnamed-" + ProcessHandle.current().pid();
        }
    }

    @Override
    public String toString() {
        return host + ":" + pid + ":" + start;
    }
}
