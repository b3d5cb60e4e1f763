package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys a file may have. Keys that several roles read are known to all, and so are the groups of roles that don't run
 * here: one file can serve all processes of a data center.
 */
public final class SharedKeys {
    /** The group of keys of {@code isobar index}. */
    public static final String INDEXER = "indexer";

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

    /** Refuses keys that nothing reads, once everything of {@code groups} has been read. */
    public static void refuseUnknown(Settings settings, Set<String> groups) {
        ALL.forEach(settings::optionalText);
        Set<String> others = new TreeSet<>(Role.names());
        others.add(INDEXER);
        others.removeAll(groups);
        settings.refuseUnknown(others);
    }
}
