package io.isobar.cli.release;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command finds the control database. */
public final class ControlOption {
    private static final String PREFIX = "control.database";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties with control.database.url, .user and .password-file.")
    private Path config;

    /** Opens it; the caller closes it. */
    public ControlDatabase open() {
        if (!Files.isRegularFile(config)) {
            throw new ParameterException(spec.commandLine(), "No file [" + config + "] for --config");
        }
        try {
            return ControlDatabase.open(DatabaseConfig.from(Settings.load(config), PREFIX));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The control database of [%s] can't be opened: %s".formatted(config, e.getMessage()), e);
        }
    }
}
