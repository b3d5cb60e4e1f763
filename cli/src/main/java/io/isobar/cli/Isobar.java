package io.isobar.cli;

import io.isobar.cli.process.ParentWatch;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The program's entry point. */
public final class Isobar {
    /** As a shell reports a program that was told to stop by SIGTERM. */
    private static final int STOPPED = 143;

    /** What is left to do in order once the parent is gone gets that long; kill -9 loses nothing either. */
    private static final int GRACE_SECONDS = 10;

    private Isobar() {}

    public static void main(String[] arguments) {
        // What it prints is read by scripts as well, so it is the same everywhere.
        Locale.setDefault(Locale.ROOT);
        if (ParentWatch.STDIN.equals(System.getenv(ParentWatch.VARIABLE))) {
            ParentWatch.start(System.in, Isobar::leave);
        }
        System.exit(run(utf8(System.out), utf8(System.err), arguments));
    }

    /** Whoever killed the parent has killed others too, and an orderly stop may wait for them in vain. */
    private static void leave() {
        Thread last = new Thread(
                () -> {
                    try {
                        new CountDownLatch(1).await(GRACE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(STOPPED);
                },
                "halt");
        last.setDaemon(true);
        last.start();
        System.exit(STOPPED);
    }

    /** Runs one command and returns its exit code; everything it says goes to the two writers. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new IsobarCommand());
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(FailureReport::usage);
        line.setExecutionExceptionHandler(FailureReport::failed);
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
