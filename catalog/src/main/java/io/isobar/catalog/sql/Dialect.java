package io.isobar.catalog.sql;

import java.util.List;
import java.util.Locale;

/** What differs between the databases that we run on. All else is written in words that both understand. */
enum Dialect {
    /** H2 in its MySQL mode. */
    H2("SET TIME ZONE 'UTC'") {
        @Override
        String complete(String url) {
            String complete = url;
            for (String setting : H2_SETTINGS) {
                String name = setting.substring(0, setting.indexOf('='));
                if (!url.toUpperCase(Locale.ROOT).contains(";" + name + "=")) {
                    complete += ";" + setting;
                }
            }
            return complete;
        }
    },
    /** MySQL and MariaDB. */
    MYSQL("SET time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')") {
        @Override
        String complete(String url) {
            return url;
        }
    };

    /** MySQL's words and names; and a commit is in the file before it is acknowledged. */
    private static final List<String> H2_SETTINGS = List.of(
            "MODE=MySQL",
            "DATABASE_TO_LOWER=TRUE",
            "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
            "WRITE_DELAY=0",
            "LOCK_TIMEOUT=10000");

    private final String sessionStart;

    Dialect(String sessionStart) {
        this.sessionStart = sessionStart;
    }

    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return MYSQL;
        }
        throw new IllegalArgumentException(
                "Unknown database in URL [%s]: must be jdbc:h2:, jdbc:mysql: or jdbc:mariadb:".formatted(url));
    }

    /** Adds what our statements rely on, where the URL doesn't say it. */
    abstract String complete(String url);

    /** Run once on each new connection: times are UTC, double quotes enclose names. */
    String sessionStart() {
        return sessionStart;
    }
}
