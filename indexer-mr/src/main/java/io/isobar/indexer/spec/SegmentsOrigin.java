package io.isobar.indexer.spec;

import io.isobar.catalog.config.Settings;
import io.isobar.catalog.dc.DruidMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the segments that a spec reads are found.
 *
 * @param from {@code indexer.segments-from}: {@code catalog} or {@code druid}; by default whichever has segments in the
 *     intervals, and an error if both have
 * @param druid {@code indexer.druid.url}, {@code .user}, {@code .password-file}, {@code .table}: Druid's metadata; by default
 *     the spec's {@code metadataUpdateSpec}
 */
public record SegmentsOrigin(From from, Optional<DruidTables> druid) {
    /** Nothing is said about it. */
    public static final SegmentsOrigin UNKNOWN = new SegmentsOrigin(From.EITHER, Optional.empty());

    /** The two that list segments. */
    public enum From {
        EITHER,
        CATALOG,
        DRUID
    }

    static SegmentsOrigin of(Optional<DruidTables> druid) {
        return new SegmentsOrigin(From.EITHER, druid);
    }

    /** Reads the keys above. */
    public static SegmentsOrigin from(Settings settings) {
        String from = settings.text("indexer.segments-from", "either");
        String user = settings.text("indexer.druid.user", "druid");
        Optional<Path> passwordFile = settings.optionalPath("indexer.druid.password-file");
        String table = settings.text("indexer.druid.table", DruidMetadata.DEFAULT_TABLE);
        Optional<DruidTables> druid = settings.optionalText("indexer.druid.url")
                .map(url -> new DruidTables(url, user, password(passwordFile), table));
        return new SegmentsOrigin(parse(from), druid);
    }

    private static From parse(String text) {
        try {
            return From.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Key [indexer.segments-from] has value [%s]: write catalog or druid".formatted(text), e);
        }
    }

    /** The first line of a file, so that the password is on no command line; none: an empty one. */
    public static DruidTables.Password password(Optional<Path> file) {
        if (file.isEmpty()) {
            return new DruidTables.Password("");
        }
        try {
            return new DruidTables.Password(Files.readString(file.get(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SegmentsOrigin orElse(SegmentsOrigin other) {
        return new SegmentsOrigin(from == From.EITHER ? other.from : from, druid.or(other::druid));
    }
}
