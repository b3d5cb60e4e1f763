package io.isobar.catalog.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach a database.
 *
 * @param url {@code <prefix>.url}: JDBC, of H2, MySQL or MariaDB; no default
 * @param user {@code <prefix>.user}: default {@code isobar}
 * @param passwordFile {@code <prefix>.password-file}: its first line is the password; none: an empty password
 * @param connections {@code <prefix>.connections}: at most so many at once, default 8
 */
public record DatabaseConfig(String url, String user, Optional<Path> passwordFile, int connections) {
    private static final int DEFAULT_CONNECTIONS = 8;

    public DatabaseConfig {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "Invalid URL [%s] of a database: must begin with jdbc:h2:, jdbc:mysql: or jdbc:mariadb:"
                            .formatted(url));
        }
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "Database [%s] with [%d] connections: needs one at least".formatted(url, connections));
        }
    }

    /** Reads the keys beneath {@code prefix}, such as {@code control.database}. */
    public static DatabaseConfig from(Settings settings, String prefix) {
        return new DatabaseConfig(
                settings.text(prefix + ".url"),
                settings.text(prefix + ".user", "isobar"),
                settings.optionalPath(prefix + ".password-file"),
                settings.integer(prefix + ".connections", DEFAULT_CONNECTIONS, 1, 1000));
    }

    /** Reads the password. It is kept nowhere, so that no printed configuration can tell it. */
    public String password() throws IOException {
        if (passwordFile.isEmpty()) {
            return "";
        }
        return Files.readString(passwordFile.get(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }
}
