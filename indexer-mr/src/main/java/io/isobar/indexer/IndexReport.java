package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.StageReport;
import io.isobar.segment.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has done.
 *
 * @param inputFingerprint names the input: files and spec
 * @param rows input rows by what became of them; empty if nothing had to be done
 * @param segments empty if nothing had to be done
 * @param badRows the directory that has the values of bad rows, if there were any
 */
public record IndexReport(
        Outcome outcome,
        String dataSource,
        String version,
        String inputFingerprint,
        List<Interval> replaced,
        Map<RowOutcome, Long> rows,
        List<ReleaseSegment> segments,
        List<StageReport> stages,
        Optional<String> badRows) {
    /** How a run ended. */
    public enum Outcome {
        /** The batch is sealed and waits for its distribution. */
        SEALED,
        /** An earlier run over the same input sealed it. */
        ALREADY_SEALED
    }

    public IndexReport {
        replaced = List.copyOf(replaced);
        rows = Map.copyOf(rows);
        segments = List.copyOf(segments);
        stages = List.copyOf(stages);
    }

    /** Bytes of all zips. */
    public long bytes() {
        return segments.stream().mapToLong(ReleaseSegment::bytes).sum();
    }

    /** Rows in all segments, after rollup. */
    public long storedRows() {
        return segments.stream().mapToLong(ReleaseSegment::rows).sum();
    }

    /** Of a run that had nothing to do. */
    static IndexReport alreadySealed(String dataSource, String version, String inputFingerprint) {
        return new IndexReport(
                Outcome.ALREADY_SEALED,
                dataSource,
                version,
                inputFingerprint,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
