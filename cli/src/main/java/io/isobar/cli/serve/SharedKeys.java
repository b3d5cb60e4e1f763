package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import java.util.List;

/** Keys that several roles read: a file that serves all processes of a data center has them, whoever needs them. */
final class SharedKeys {
    private static final List<String> ALL = List.of(
            "dc.name",
            "dc.database.url",
            "dc.database.user",
            "dc.database.password-file",
            "dc.database.connections",
            "dc.zookeeper",
            "dc.deep-storage",
            "control.database.url",
            "control.database.user",
            "control.database.password-file",
            "control.database.connections",
            "control.zookeeper",
            "token.key-file");

    private SharedKeys() {}

    /** Marks them as known. */
    static void allowIn(Settings settings) {
        ALL.forEach(settings::optionalText);
    }
}
