package io.isobar.catalog.control;

/** The process that holds a lock. */
public record LockHolder(String host, long pid) {
    private static final int LONGEST_HOST = 255;

    public LockHolder {
        if (host.isEmpty() || host.length() > LONGEST_HOST) {
            throw new IllegalArgumentException(
                    "Invalid host name [%s]: must have 1 to %d letters".formatted(host, LONGEST_HOST));
        }
    }

    @Override
    public String toString() {
        return "process %d on %s".formatted(pid, host);
    }
}
