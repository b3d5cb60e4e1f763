package io.isobar.indexer.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * Cuts the files of a dataset into splits: a large file into several, a block or less each; small ones share a split, those
 * on one host first, so that a task per file isn't what a directory of small files costs.
 */
final class FileSplits {
    /** The last split of a file may be so much larger than the others. */
    private static final double SLOP = 1.1;

    /** Opening a file counts as much as reading this share of a split, so that a split has no more files than that. */
    private static final int MOST_FILES = 256;

    private final int dataset;
    private final boolean text;
    private final long mostBytes;
    private final Configuration conf;
    private final List<DatasetSplit> splits = new ArrayList<>();
    private final List<Small> small = new ArrayList<>();
    private long shared;

    /** A part that is less than half of a split. */
    private record Small(FileSplit part, List<String> hosts) {}

    /**
     * @param text whether the names of files tell how they are compressed; files of binary formats say it within
     * @param mostBytes no split is larger, except for a file that can't be cut
     */
    FileSplits(int dataset, boolean text, long mostBytes, Configuration conf) {
        this.dataset = dataset;
        this.text = text;
        this.mostBytes = mostBytes;
        this.conf = conf;
    }

    /** Adds a file. */
    void add(Path path) throws IOException {
        FileSystem fileSystem = path.getFileSystem(conf);
        FileStatus file = status(fileSystem, path);
        long length = file.getLen();
        long full = Math.max(1, Math.min(file.getBlockSize(), mostBytes));
        long size = !text || new TextFile(path, conf).isSplittable() ? full : length;
        BlockLocation[] blocks = fileSystem.getFileBlockLocations(file, 0, length);
        shared = Math.max(shared, full);
        for (long start = 0; start < length; ) {
            long left = length - start;
            long part = left <= size * SLOP ? left : size;
            String[] hosts = hosts(blocks, start);
            if (part < full / 2) {
                small.add(new Small(new FileSplit(path, start, part, hosts), List.of(hosts)));
            } else {
                splits.add(new DatasetSplit(dataset, path, start, part, hosts));
            }
            start += part;
        }
    }

    private static FileStatus status(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "File [%s] was there when the run began, and is gone: put it back, or run again without it"
                            .formatted(path),
                    e);
        }
    }

    static String[] hosts(BlockLocation[] blocks, long offset) throws IOException {
        for (BlockLocation block : blocks) {
            if (offset >= block.getOffset() && offset < block.getOffset() + block.getLength()) {
                return block.getHosts();
            }
        }
        return new String[0];
    }

    /** All splits of the files that were added. */
    List<DatasetSplit> splits() {
        List<DatasetSplit> all = new ArrayList<>(splits);
        Map<String, List<Small>> byHost = new LinkedHashMap<>();
        for (Small part : small) {
            String host = part.hosts().isEmpty() ? "" : part.hosts().get(0);
            byHost.computeIfAbsent(host, first -> new ArrayList<>()).add(part);
        }
        List<Small> rest = new ArrayList<>();
        byHost.forEach(
                (host, parts) -> rest.addAll(fill(parts, host.isEmpty() ? new String[0] : new String[] {host}, all)));
        List<Small> last = fill(rest, new String[0], all);
        if (!last.isEmpty()) {
            all.add(together(last, last.get(0).hosts().toArray(new String[0])));
        }
        return all;
    }

    /** Makes as many full splits as the parts give, and returns those that are over. */
    private List<Small> fill(List<Small> parts, String[] hosts, List<DatasetSplit> into) {
        List<Small> open = new ArrayList<>();
        long weight = 0;
        for (Small part : parts) {
            long more = part.part().getLength() + shared / MOST_FILES;
            if (weight + more > shared && !open.isEmpty()) {
                into.add(together(open, hosts));
                open = new ArrayList<>();
                weight = 0;
            }
            open.add(part);
            weight += more;
        }
        return open;
    }

    private DatasetSplit together(List<Small> parts, String[] hosts) {
        if (parts.size() == 1) {
            FileSplit only = parts.get(0).part();
            return new DatasetSplit(
                    dataset,
                    only.getPath(),
                    only.getStart(),
                    only.getLength(),
                    parts.get(0).hosts().toArray(new String[0]));
        }
        return new FilesSplit(dataset, parts.stream().map(Small::part).toList(), hosts);
    }
}
