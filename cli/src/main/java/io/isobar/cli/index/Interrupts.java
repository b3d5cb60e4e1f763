package io.isobar.cli.index;

import io.isobar.indexer.progress.StopSwitch;
import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and its like do to a run, as long as this is open.
 *
 * <p>On a terminal the first Ctrl-C asks whether to kill the application or to leave it running; elsewhere it kills, as
 * SIGTERM does everywhere. The next one kills without asking, and one after that ends this process at once, whatever becomes
 * of the application. A terminal that is closed (SIGHUP) leaves the application running. The run itself ends in the thread
 * that runs it, so nothing is left to hooks of the JVM's shutdown.
 */
public final class Interrupts implements AutoCloseable {
    /** As a shell reports a program that a signal has ended: so much more than the signal's number. */
    private static final int BY_SIGNAL = 128;

    private final StopSwitch stop;
    private final PrintWriter out;
    private final Terminal terminal;
    private final BooleanSupplier canDetach;
    private final IntConsumer halt;
    private Signals signals = Signals.listen(name -> {});
    private State state = State.RUNNING;
    private OptionalInt exitCode = OptionalInt.empty();

    private enum State {
        RUNNING,
        ASKING,
        STOPPING
    }

    /** Where somebody can be asked. */
    interface Terminal {
        boolean isThere();

        /** The answer; none if it can't be had. */
        Optional<String> ask(String question);
    }

    Interrupts(StopSwitch stop, PrintWriter out, Terminal terminal, BooleanSupplier canDetach, IntConsumer halt) {
        this.stop = stop;
        this.out = out;
        this.terminal = terminal;
        this.canDetach = canDetach;
        this.halt = halt;
    }

    /** For a run that can be told to stop. {@link #listen} begins, and closing it ends. */
    public static Interrupts of(StopSwitch stop, PrintWriter out, BooleanSupplier canDetach) {
        return new Interrupts(
                stop,
                out,
                new ConsoleTerminal(),
                canDetach,
                code -> Runtime.getRuntime().halt(code));
    }

    /** Hears signals from now on. */
    public Interrupts listen() {
        signals = Signals.listen(this::received, "INT", "TERM", "HUP");
        return this;
    }

    /** The exit code that tells which signal ended the run; none if none did. */
    public synchronized OptionalInt exitCode() {
        return exitCode;
    }

    /** Whether a question waits for its answer. */
    synchronized boolean isAsking() {
        return state == State.ASKING;
    }

    void received(String signal) {
        int code = BY_SIGNAL + number(signal);
        switch (react(signal, code)) {
            case ASK -> ask();
            case LEAVE_RUNNING -> stop.detach();
            case KILL -> {
                out.println("Stopping; once more ends this process at once");
                out.flush();
                stop.kill();
            }
            case END_AT_ONCE -> halt.accept(code);
        }
    }

    private enum Reaction {
        ASK,
        LEAVE_RUNNING,
        KILL,
        END_AT_ONCE
    }

    private synchronized Reaction react(String signal, int code) {
        if (signal.equals("HUP")) {
            state = State.STOPPING;
            return Reaction.LEAVE_RUNNING;
        }
        if (state == State.STOPPING) {
            return Reaction.END_AT_ONCE;
        }
        exitCode = OptionalInt.of(code);
        if (state == State.RUNNING && signal.equals("INT") && terminal.isThere()) {
            state = State.ASKING;
            return Reaction.ASK;
        }
        state = State.STOPPING;
        return Reaction.KILL;
    }

    private void ask() {
        String question = canDetach.getAsBoolean()
                ? "Kill the application (k), or detach and leave it running (d)? Anything else goes on: "
                : "Stop the run (k)? Anything else goes on: ";
        String answer = terminal.ask(question).orElse("k").strip().toLowerCase(Locale.ROOT);
        synchronized (this) {
            if (state != State.ASKING) {
                return; // the next Ctrl-C was the answer
            }
            boolean detaches = answer.equals("d") && canDetach.getAsBoolean();
            if (detaches || answer.equals("k")) {
                state = State.STOPPING;
            } else {
                state = State.RUNNING;
                exitCode = OptionalInt.empty();
                return;
            }
            if (detaches) {
                stop.detach();
                return;
            }
        }
        stop.kill();
    }

    private static int number(String signal) {
        return switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            default -> 15;
        };
    }

    @Override
    public void close() {
        signals.close();
    }

    @SuppressWarnings("SystemConsoleNull") // on older Java it tells that there is none, on newer isTerminal does
    private static final class ConsoleTerminal implements Terminal {
        private final @Nullable Console console = System.console();

        @Override
        public boolean isThere() {
            return console != null && isTerminal(console);
        }

        /** From Java 22 on there is a console also where no terminal is, and it has a method that tells. */
        private static boolean isTerminal(Console console) {
            try {
                Method isTerminal = Console.class.getMethod("isTerminal");
                return Boolean.TRUE.equals(isTerminal.invoke(console));
            } catch (ReflectiveOperationException e) {
                return true;
            }
        }

        @Override
        public Optional<String> ask(String question) {
            return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%n%s", question));
        }
    }
}
