package io.isobar.replicator.work;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Says a thing once, not on every round: a loop that looks five times a second must not fill the disk with one fact. */
public final class Complaints {
    private final Logger log;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    /** Speaks through {@code log}. */
    public Complaints(Logger log) {
        this.log = log;
    }

    /** Warns, unless the last thing said about {@code subject} had the same cause. */
    public void about(String subject, String words, Exception cause) {
        String reason = reason(cause);
        if (isNew(subject, reason)) {
            log.warn("{}: {}", words, reason);
            log.debug("{}", words, cause);
        }
    }

    /** What is foreseen speaks for itself; of the rest the kind is the best clue. */
    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return message == null || cause instanceof RuntimeException ? cause.toString() : message;
    }

    /** Warns, unless this was the last thing said about {@code subject}. */
    public void about(String subject, String words) {
        if (isNew(subject, words)) {
            log.warn("{}", words);
        }
    }

    /** Informs, unless this was the last thing said about {@code subject}. */
    public void note(String subject, String words) {
        if (isNew(subject, words)) {
            log.info("{}", words);
        }
    }

    /** Nothing is wrong with {@code subject} any more: the next complaint is new. */
    public void settled(String subject) {
        said.remove(subject);
    }

    private boolean isNew(String subject, String words) {
        return !Objects.equals(said.put(subject, words), words);
    }
}
