package io.isobar.cli;

/** A command can't do what it was asked to. The message is all that the user needs: what, where, and how to mend it. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
