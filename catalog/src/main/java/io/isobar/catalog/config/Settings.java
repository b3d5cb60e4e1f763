package io.isobar.catalog.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Typed reads from a file of properties. Keys are {@code group.two-words}. Whoever has read all it needs calls
 * {@link #refuseUnknown}, so that a mistyped key stops the start instead of meaning nothing.
 *
 * <p>Secrets never stand in the file: a key that ends in {@code -file} names a file that holds one.
 */
public final class Settings {
    private final Map<String, String> values;
    private final String origin;
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    private Settings(Map<String, String> values, String origin) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
        this.origin = origin;
    }

    /** Reads a file in the format of {@link Properties}, in UTF-8. */
    public static Settings load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return new Settings(textsOf(properties), file.toString());
    }

    /** Settings given by the program itself. */
    public static Settings of(Properties properties) {
        return new Settings(textsOf(properties), "given properties");
    }

    /** Settings given by the program itself. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values, "given properties");
    }

    private static Map<String, String> textsOf(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

    /** The value, which must be there. */
    public String text(String key) {
        return optionalText(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Missing key [%s] in [%s]: it has no default".formatted(key, origin)));
    }

    /** The value, or {@code otherwise}. */
    public String text(String key, String otherwise) {
        return optionalText(key).orElse(otherwise);
    }

    /** The value, if there is one that isn't blank. */
    public Optional<String> optionalText(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A number between {@code least} and {@code most}, both allowed. */
    public int integer(String key, int otherwise, int least, int most) {
        return (int) number(key, otherwise, least, most);
    }

    /** A number between {@code least} and {@code most}, both allowed. */
    public long number(String key, long otherwise, long least, long most) {
        long value = read(key, "a whole number", Long::parseLong).orElse(otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException("Key [%s] in [%s] is [%d]: must be between [%d] and [%d]"
                    .formatted(key, origin, value, least, most));
        }
        return value;
    }

    /** A TCP port; 0 lets the system choose one. */
    public int port(String key, int otherwise) {
        return integer(key, otherwise, 0, 65535);
    }

    /** A number of bytes: digits with an optional {@code k}, {@code m} or {@code g} (powers of 1024). */
    public long bytes(String key, long otherwise) {
        return read(key, "a number of bytes such as 512m", Settings::parseBytes).orElse(otherwise);
    }

    /** A duration in ISO-8601, such as {@code PT30S}. Negative ones are refused. */
    public Duration duration(String key, Duration otherwise) {
        return read(key, "a duration such as PT30S", Settings::parseDuration).orElse(otherwise);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        return read(key, "true or false", Settings::parseFlag).orElse(otherwise);
    }

    /** An absolute URI, which must be there. */
    public URI uri(String key) {
        return optionalUri(key).orElseGet(() -> URI.create(text(key)));
    }

    /** An absolute URI, if there is one. */
    public Optional<URI> optionalUri(String key) {
        return read(key, "a URI with a scheme", Settings::parseUri);
    }

    /** A file or directory, which must be named. A relative one counts from the working directory. */
    public Path path(String key) {
        return Path.of(text(key));
    }

    /** A file or directory, if one is named. */
    public Optional<Path> optionalPath(String key) {
        return read(key, "a path", Path::of);
    }

    /** Values parted by commas; none if the key isn't there. */
    public List<String> list(String key) {
        return split(text(key, ""), ",");
    }

    /** {@code name=value} pairs parted by {@code separator}, in their order; none if the key isn't there. */
    public Map<String, String> map(String key, String separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : split(text(key, ""), separator)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || pairs.put(
                                    pair.substring(0, equals).strip(),
                                    pair.substring(equals + 1).strip())
                            != null) {
                throw new IllegalArgumentException("Entry [%s] of key [%s] in [%s] must be name=value, each name once"
                        .formatted(pair, key, origin));
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    /**
     * Refuses every key that nobody has asked for, and names the nearest one that somebody has.
     *
     * @param groupsOfOthers first words of keys that belong to roles that don't run here, such as {@code router}
     */
    public void refuseUnknown(Collection<String> groupsOfOthers) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        unknown.removeIf(key -> groupsOfOthers.contains(group(key)));
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            throw new IllegalArgumentException("Unknown key [%s] in [%s]%s"
                    .formatted(
                            key,
                            origin,
                            NearestName.to(key, asked)
                                    .map(": did you mean [%s]?"::formatted)
                                    .orElse(": remove it")));
        }
    }

    private static String group(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    private <T> Optional<T> read(String key, String wanted, Function<String, T> parser) {
        Optional<String> text = optionalText(key);
        try {
            return text.map(parser);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "Key [%s] in [%s] is [%s]: must be %s".formatted(key, origin, text.orElse(""), wanted), e);
        }
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return List.copyOf(parts);
    }

    private static long parseBytes(String text) {
        int last = text.length() - 1;
        int shift = switch (text.toLowerCase(Locale.ROOT).charAt(last)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        long number = Long.parseLong(shift == 0 ? text : text.substring(0, last).strip());
        if (number < 0 || number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("Number of bytes [%s] is negative or too large".formatted(text));
        }
        return number << shift;
    }

    private static Duration parseDuration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Duration [%s] is negative".formatted(text));
        }
        return duration;
    }

    private static boolean parseFlag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("[%s] is neither true nor false".formatted(text));
        }
        return text.equals("true");
    }

    private static URI parseUri(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("URI [%s] names no scheme".formatted(text));
        }
        return uri;
    }
}
