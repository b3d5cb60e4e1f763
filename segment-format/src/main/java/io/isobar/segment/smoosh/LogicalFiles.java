package io.isobar.segment.smoosh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named files that lie back to back in few chunk files {@code 00000.smoosh}, {@code 00001.smoosh}, …, found through
 * {@code meta.smoosh}:
 *
 * <pre>
 *  v1,&lt;most bytes per chunk&gt;,&lt;number of chunks&gt;
 *  &lt;name&gt;,&lt;chunk&gt;,&lt;first byte&gt;,&lt;first byte after it&gt;      one line per file, sorted by name
 * </pre>
 *
 * <p>Lines end with {@code \n}; names contain no comma. A file never spans chunks, and its offsets count from the chunk's
 * first byte. Safe for many threads.
 */
public final class LogicalFiles {
    private static final int MAX_CHUNKS = 100_000;

    private final PhysicalFiles physical;
    private final Region directory;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** Where a file lies. */
    private record Place(String chunk, int start, int length) {}

    private LogicalFiles(PhysicalFiles physical, Region directory) {
        this.physical = physical;
        this.directory = directory;
    }

    /** Reads where each file lies, and checks that the chunks are there. */
    public static LogicalFiles open(PhysicalFiles physical) throws IOException {
        LogicalFiles logical = new LogicalFiles(physical, physical.map("meta.smoosh"));
        logical.read();
        return logical;
    }

    /** The names of all files, sorted as in {@code meta.smoosh}. */
    public Set<String> names() {
        return Collections.unmodifiableSet(places.keySet());
    }

    /** How many bytes the file of that name has, which must exist; nothing is fetched for it. */
    public int size(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw notListed(name);
        }
        return place.length;
    }

    /**
     * The file of that name, if there is one.
     *
     * @throws UncheckedIOException if its bytes cannot be fetched
     */
    public Optional<Region> find(String name) {
        Place place = places.get(name);
        if (place == null) {
            return Optional.empty();
        }
        try {
            Region bytes = physical.part(place.chunk, place.start, place.length);
            return Optional.of(bytes.named(bytes.file() + ":" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of that name, which must exist. */
    public Region require(String name) {
        return find(name).orElseThrow(() -> notListed(name));
    }

    private UncheckedIOException notListed(String name) {
        return directory.corrupt(0, "Logical file [%s] is not listed".formatted(name));
    }

    private void read() throws IOException {
        String text =
                StandardCharsets.UTF_8.decode(directory.bytes().duplicate()).toString();
        String[] lines = text.split("\n", -1);
        String[] header = lines[0].split(",", -1);
        if (header.length != 3 || !header[0].equals("v1")) {
            throw directory.corrupt(0, "First line is [%s], expected [v1,<bytes>,<chunks>]".formatted(clip(lines[0])));
        }
        List<Integer> chunkSizes = new ArrayList<>();
        int count = number(header[2], 0);
        if (count > MAX_CHUNKS) {
            throw directory.corrupt(0, "It lists [%d] chunks, which is too many".formatted(count));
        }
        for (int i = 0; i < count; i++) {
            chunkSizes.add(physical.size(chunk(i)));
        }
        int at = lines[0].length() + 1;
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                readLine(lines[i], at, chunkSizes);
            }
            at += lines[i].length() + 1;
        }
    }

    private static String chunk(int number) {
        return "%05d.smoosh".formatted(number);
    }

    private void readLine(String line, int at, List<Integer> chunkSizes) {
        String[] fields = line.split(",", -1);
        if (fields.length != 4) {
            throw directory.corrupt(at, "Line is [%s], expected [<name>,<chunk>,<start>,<end>]".formatted(clip(line)));
        }
        int chunk = number(fields[1], at);
        int start = number(fields[2], at);
        int end = number(fields[3], at);
        if (chunk >= chunkSizes.size() || start > end || end > chunkSizes.get(chunk)) {
            throw directory.corrupt(
                    at, "File [%s] has no place in the chunks: line is [%s]".formatted(fields[0], clip(line)));
        }
        if (places.put(fields[0], new Place(chunk(chunk), start, end - start)) != null) {
            throw directory.corrupt(at, "File [%s] is listed twice".formatted(fields[0]));
        }
    }

    private int number(String text, int at) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw directory.corrupt(at, "[%s] is no number".formatted(clip(text)), e);
        }
        throw directory.corrupt(at, "[%s] is negative".formatted(text));
    }

    private static String clip(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
