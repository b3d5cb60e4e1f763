package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.LookupTable;
import io.isobar.indexer.pipeline.RowChain;
import io.isobar.indexer.pipeline.RowStep;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.TuningSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * The files of the tables of lookups: each node gets them once per job, from Hadoop's distributed cache, and each task reads
 * them into memory. The local runner reads them where they are.
 */
final class LookupFiles implements RowChain.Tables {
    private final StageConf stage;
    private final TaskAttemptContext context;

    LookupFiles(StageConf stage, TaskAttemptContext context) {
        this.stage = stage;
        this.context = context;
    }

    /** Prepares a job: checks the size of a table, and has its files sent along. */
    static void add(Job job, StageConf stage, RowStep.LookedUp lookup, List<List<FileStatus>> files, boolean send)
            throws IOException {
        StageSpec.Lookup spec = lookup.stage();
        long bytes = files.stream()
                .flatMap(List::stream)
                .mapToLong(FileStatus::getLen)
                .sum();
        if (bytes > spec.maxBytes()) {
            throw new IOException(
                    "The files of table [%s] of stage [%s] have [%d] bytes, more than the [%d] of its [maxBytes]: join it in a stage of type [join], or raise [maxBytes] if each task has the memory"
                            .formatted(spec.table(), spec.name(), bytes, spec.maxBytes()));
        }
        for (int i = 0; i < files.size(); i++) {
            stage.withTable(
                    spec.name(),
                    i,
                    files.get(i).stream().map(FileStatus::getPath).toList());
            for (int j = 0; j < files.get(i).size() && send; j++) {
                Path file = files.get(i).get(j).getPath();
                job.addCacheFile(URI.create(file.toUri() + "#" + link(spec.name(), i, j, file)));
            }
        }
    }

    /** The name under which a task finds a file in its directory; it ends like the file's, which tells how it is compressed. */
    private static String link(String stage, int dataset, int number, Path file) {
        return "table-%s-%d-%d-%s"
                .formatted(
                        Integer.toHexString(stage.hashCode()),
                        dataset,
                        number,
                        file.getName().replaceAll("[^A-Za-z0-9.]", "_"));
    }

    @Override
    public LookupTable read(RowStep.LookedUp lookup) throws IOException {
        LookupTable table = new LookupTable(lookup.stage());
        TuningSpec tuning = stage.spec().tuning();
        try (BadRowsFile bad = BadRowsFile.ofTable(lookup.stage().name(), context, tuning.logParseExceptions())) {
            read(lookup, BadRows.of(tuning, bad), table);
            bad.complete();
        }
        return table;
    }

    private void read(RowStep.LookedUp lookup, BadRows badRows, LookupTable table) throws IOException {
        for (int i = 0; i < lookup.table().size(); i++) {
            Dataset dataset = lookup.table().get(i);
            RowChain chain = new RowChain(dataset.steps(), this);
            List<Path> files = stage.table(lookup.stage().name(), i);
            for (int j = 0; j < files.size(); j++) {
                read(
                        dataset,
                        local(files.get(j), link(lookup.stage().name(), i, j, files.get(j))),
                        chain,
                        table,
                        badRows);
            }
        }
    }

    private static Path local(Path file, String link) {
        java.nio.file.Path sent = java.nio.file.Path.of(link).toAbsolutePath();
        return Files.exists(sent) ? new Path(sent.toUri()) : file;
    }

    private void read(Dataset dataset, Path file, RowChain chain, LookupTable table, BadRows badRows)
            throws IOException {
        long length = file.getFileSystem(context.getConfiguration())
                .getFileStatus(file)
                .getLen();
        if (length == 0) {
            return;
        }
        FileSplit whole = new FileSplit(file, 0, length, new String[0]);
        try (RowCursor cursor = DatasetInputFormat.open(dataset.format(), whole, context)) {
            while (cursor.advance()) {
                try {
                    for (Row row : chain.apply(cursor.row())) {
                        table.add(row);
                    }
                } catch (BadRowException e) {
                    badRows.add(e.at(cursor.position()));
                }
            }
        }
    }
}
