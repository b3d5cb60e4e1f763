package io.isobar.indexer.hadoop;

import io.isobar.indexer.segments.FoundSegments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What a run reads, by the names of its datasets: files, and those among them that are segments' zips.
 *
 * @param files in the order of their paths, or of the segments
 * @param segments of the datasets that are segments
 */
record JobInputs(Map<String, List<FileStatus>> files, Map<String, FoundSegments> segments) {

    /** The files of a dataset; none if it isn't one that is read from outside. */
    List<FileStatus> of(String dataset) {
        return files.getOrDefault(dataset, List.of());
    }

    Optional<FoundSegments> segmentsOf(String dataset) {
        return Optional.ofNullable(segments.get(dataset));
    }

    /** A line per file, with what tells whether it has changed; segments have identities of their own. */
    List<String> identities(Configuration conf) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<FileStatus>> source : files.entrySet()) {
            if (!segments.containsKey(source.getKey())) {
                for (FileStatus status : source.getValue()) {
                    lines.add(source.getKey() + " " + FileIdentity.of(status, conf));
                }
            }
        }
        return lines;
    }
}
