package io.isobar.cli.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a child when its parent is gone. The parent holds the other end of the child's standard input and never writes:
 * however the parent dies, by a signal that nothing can catch too, the kernel closes that end and the child reads the
 * end of the stream.
 */
public final class ParentWatch {
    /** The environment variable by which a parent asks for this: {@value #STDIN}. */
    public static final String VARIABLE = "ISOBAR_PARENT";

    /** The one value of {@link #VARIABLE}: the parent is alive as long as standard input is open. */
    public static final String STDIN = "stdin";

    private ParentWatch() {}

    /** Runs {@code whenGone} on a thread of its own once {@code input} ends; bytes that arrive before are dropped. */
    public static Thread start(InputStream input, Runnable whenGone) {
        Thread thread = new Thread(
                () -> {
                    awaitEnd(input);
                    whenGone.run();
                },
                "parent-watch");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitEnd(InputStream input) {
        byte[] dropped = new byte[64];
        try {
            int read = 0;
            while (read >= 0) {
                read = input.read(dropped);
            }
        } catch (IOException closed) {
            // A stream that can't be read any more has ended as well.
            return;
        }
    }
}
