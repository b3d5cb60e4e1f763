package io.isobar.cli.index;

import io.isobar.catalog.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command that indexes finds its configuration. */
final class ConfigOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties: where the run happens, and the control database.")
    private Path config;

    /** Wrong usage unless there is such a file. */
    void check() {
        SpecOptions.requireFile(spec, config, "--config");
    }

    /** Reads it. */
    Settings load() throws IOException {
        return Settings.load(config);
    }
}
