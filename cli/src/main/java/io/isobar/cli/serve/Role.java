package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a process can be, in the order in which roles start: each after those it uses. */
enum Role {
    CONTROL_DB("control-db"),
    ZOOKEEPER("zookeeper"),
    DC_DB("dc-db");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** The name in {@code --roles}, and the first word of its keys. */
    String text() {
        return text;
    }

    /** Reads its settings, and refuses those that are wrong. */
    PreparedRole prepare(Settings settings) {
        return switch (this) {
            case CONTROL_DB -> DatabaseRole.from(settings, DatabaseRole.Kind.CONTROL)::start;
            case ZOOKEEPER -> ZooKeeperRole.from(settings)::start;
            case DC_DB -> DatabaseRole.from(settings, DatabaseRole.Kind.DC)::start;
        };
    }

    static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Role::text).toList();
    }
}
