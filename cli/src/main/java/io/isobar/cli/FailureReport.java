package io.isobar.cli;

import io.isobar.query.error.QueryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line and an exit code; a trace is shown only to those who ask for it. */
public final class FailureReport {
    /** Ended as it should. */
    static final int OK = 0;
    /** The work failed. */
    static final int FAILED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;

    private FailureReport() {}

    /** Picocli's handler of a command line that can't be parsed. */
    static int usage(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(prefix(line) + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    /** Picocli's handler of a command that threw. */
    static int failed(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        err.println(prefix(line) + explain(e));
        if (LogSetup.isVerbose()) {
            e.printStackTrace(err);
        }
        return FAILED;
    }

    private static String prefix(CommandLine line) {
        return line.getCommandSpec().qualifiedName() + ": ";
    }

    /** One line, except for what another process printed, which is quoted below it. */
    public static String explain(Throwable e) {
        if (e instanceof UncheckedIOException && e.getCause() != null) {
            return explain(e.getCause());
        }
        if (e instanceof FileSystemException problem) {
            return explain(problem);
        }
        boolean meantForUsers = e instanceof CommandFailedException
                || e instanceof QueryException
                || e instanceof IOException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
        String message = e.getMessage();
        if (meantForUsers && message != null) {
            return message;
        }
        return "Unexpected " + e.getClass().getSimpleName() + (message == null ? "" : " [" + message + "]")
                + ": this is a fault in Isobar; --verbose shows where";
    }

    /** The JDK's own messages are often no more than the path. */
    private static String explain(FileSystemException e) {
        String file = e.getFile();
        if (e instanceof NoSuchFileException) {
            return "No file or directory [" + file + "]";
        }
        if (e instanceof AccessDeniedException) {
            return "No permission for [" + file + "]";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return "[" + file + "] exists already: name another one, or remove it first";
        }
        if (e instanceof NotDirectoryException) {
            return "[" + file + "] is not a directory";
        }
        return "File [" + file + "]: " + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
    }
}
