package io.isobar.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: into {@code isobar.log} (10 MB, five older ones kept) of the directory that the system property
 * {@value #DIRECTORY} names; without it nowhere, as a command's user reads its output, unless {@code --verbose} is
 * given. A file given with {@code -Dlogback.configurationFile} takes the place of all this.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    /** Directory of the log files. */
    static final String DIRECTORY = "isobar.log.directory";

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} [%thread] %msg%n";
    private static final String CONFIGURATION_FILE = "logback.configurationFile";
    private static volatile boolean verbose;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(CONFIGURATION_FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        quietForeignLoggers(context);
        String directory = System.getProperty(DIRECTORY);
        if (directory != null) {
            root.addAppender(start(context, rolling(context, directory)));
        } else if (verbose) {
            addConsole(context, root);
        } else {
            root.setLevel(Level.OFF);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static boolean isVerbose() {
        return verbose;
    }

    /** From here on log lines also go to standard error. */
    static void verbose() {
        verbose = true;
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context && System.getProperty(CONFIGURATION_FILE) == null) {
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.INFO);
            if (root.getAppender("console") == null) {
                addConsole(context, root);
            }
        }
    }

    /** For tests, which run many commands in one process. */
    static void forgetVerbose() {
        verbose = false;
    }

    /** They report each connection and each task at INFO. */
    private static void quietForeignLoggers(LoggerContext context) {
        for (String name : new String[] {
            "org.apache.zookeeper",
            "org.apache.curator",
            "org.apache.hadoop",
            "org.eclipse.jetty",
            "org.flywaydb",
            "com.zaxxer.hikari",
            "org.apache.parquet"
        }) {
            context.getLogger(name).setLevel(Level.WARN);
        }
    }

    private static void addConsole(LoggerContext context, Logger root) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("console");
        console.setTarget("System.err");
        root.addAppender(start(context, console));
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, String directory) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setName("file");
        file.setFile(directory + "/isobar.log");
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(context);
        older.setParent(file);
        older.setFileNamePattern(directory + "/isobar.%i.log");
        older.setMinIndex(1);
        older.setMaxIndex(5);
        older.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("10MB"));
        size.start();
        file.setRollingPolicy(older);
        file.setTriggeringPolicy(size);
        return file;
    }

    private static OutputStreamAppender<ILoggingEvent> start(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
