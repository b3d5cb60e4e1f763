package io.isobar.cli;

import io.isobar.cli.process.ParentWatch;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The program's entry point. */
public final class Isobar {
    /** As a shell reports a program that was told to stop by SIGTERM. */
    private static final int STOPPED = 143;

    private Isobar() {}

    public static void main(String[] arguments) {
        // What it prints is read by scripts as well, so it is the same everywhere.
        Locale.setDefault(Locale.ROOT);
        if (ParentWatch.STDIN.equals(System.getenv(ParentWatch.VARIABLE))) {
            ParentWatch.start(System.in, () -> System.exit(STOPPED));
        }
        System.exit(run(utf8(System.out), utf8(System.err), arguments));
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
