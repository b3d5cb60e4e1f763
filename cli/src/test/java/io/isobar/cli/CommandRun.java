package io.isobar.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in this process and keeps what they say. */
public final class CommandRun {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Runs one command; {@link #out} and {@link #err} then have its output alone. */
    public int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        LogSetup.forgetVerbose();
        return Isobar.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
