package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.sort.Pairs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.WritableComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.JobID;
import org.apache.hadoop.mapred.MapOutputCollector;
import org.apache.hadoop.mapred.MapTask;
import org.apache.hadoop.mapred.SpillRecord;
import org.apache.hadoop.mapred.Task;
import org.apache.hadoop.mapred.TaskAttemptID;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.apache.hadoop.mapreduce.split.JobSplit;
import org.apache.hadoop.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortingCollectorTest {
    @TempDir
    private java.nio.file.Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void writesTheVeryFilesOfHadoopsCollector(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int partitions = 1 + random.nextInt(20);
        boolean compresses = random.nextBoolean();
        List<Pairs.Pair> pairs = withDistinctKeys(Pairs.some(random, random.nextInt(5_000), partitions));
        TaskRun ours = new TaskRun("ours", conf(partitions, 4, compresses));
        TaskRun hadoops = new TaskRun("hadoops", conf(partitions, 4, compresses));

        ours.run(new SortingCollector(ours.context()), pairs);
        hadoops.run(new MapTask.MapOutputBuffer<>(), pairs);

        assertThat(ours.file("file.out")).hasSameBinaryContentAs(hadoops.file("file.out"));
        assertThat(ours.file("file.out.index")).hasSameBinaryContentAs(hadoops.file("file.out.index"));
        for (TaskCounter counter : new TaskCounter[] {
            TaskCounter.MAP_OUTPUT_RECORDS,
            TaskCounter.MAP_OUTPUT_BYTES,
            TaskCounter.MAP_OUTPUT_MATERIALIZED_BYTES,
            TaskCounter.SPILLED_RECORDS
        }) {
            assertThat(ours.count(counter)).as("%s", counter).isEqualTo(hadoops.count(counter));
        }
    }

    @Test
    void writesEmptyPartitionsForATaskWithoutRows() throws Exception {
        TaskRun ours = new TaskRun("ours", conf(3, 1));
        TaskRun hadoops = new TaskRun("hadoops", conf(3, 1));

        ours.run(new SortingCollector(ours.context()), List.of());
        hadoops.run(new MapTask.MapOutputBuffer<>(), List.of());

        assertThat(ours.file("file.out")).hasSameBinaryContentAs(hadoops.file("file.out"));
        assertThat(ours.file("file.out.index")).hasSameBinaryContentAs(hadoops.file("file.out.index"));
    }

    @ParameterizedTest
    @CsvSource({"2000, false", "8000, false", "30000, false", "30000, true"})
    void whatDoesNotFitIsSpilledAndMergedInTheSameOrder(int rows, boolean compresses) throws Exception {
        JobConf conf = conf(3, 1, compresses);
        conf.setInt(MRJobConfig.IO_SORT_FACTOR, 2);
        TaskRun run = new TaskRun("ours", conf);
        SplittableRandom random = new SplittableRandom(rows);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            byte[] value = Pairs.bytes(random, random.nextInt(1_000), 256);
            pairs.add(new Pairs.Pair(2 * random.nextInt(2), Pairs.bytes(random, random.nextInt(12), 3), value));
        }

        run.run(new SortingCollector(run.context()), pairs);

        run.assertHas(pairs, 3);
        assertThat(run.files()).containsExactlyInAnyOrder("file.out", "file.out.index");
        assertThat(run.count(TaskCounter.MAP_OUTPUT_RECORDS)).isEqualTo(rows);
        assertThat(run.count(TaskCounter.SPILLED_RECORDS)).isBetween(rows * 3L / 2, rows * 7L);
        assertThat(run.count(TaskCounter.MAP_OUTPUT_MATERIALIZED_BYTES)).isEqualTo(Files.size(run.file("file.out")));
    }

    @Test
    void rowsThatAreLargerThanTheBufferKeepTheirPlace() throws Exception {
        TaskRun run = new TaskRun("ours", conf(2, 1));
        SplittableRandom random = new SplittableRandom(9);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int length = i % 7 == 0 ? 3 << 20 : random.nextInt(100_000);
            pairs.add(new Pairs.Pair(i % 2, Pairs.bytes(random, i % 3, 2), Pairs.bytes(random, length, 256)));
        }

        run.run(new SortingCollector(run.context()), pairs);

        run.assertHas(pairs, 2);
    }

    @Test
    void theNodeManagerCanReadTheFilesWhateverTheUmask() throws Exception {
        JobConf conf = conf(1, 1);
        conf.set("fs.permissions.umask-mode", "077");
        TaskRun run = new TaskRun("ours", conf);

        run.run(new SortingCollector(run.context()), List.of());

        for (String name : run.files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.file(name))))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    void aRowForATaskThatIsNotThereIsRefused() throws Exception {
        TaskRun run = new TaskRun("ours", conf(2, 1));
        SortingCollector collector = new SortingCollector(run.context());

        assertThatThrownBy(() -> collector.collect(new BytesWritable(), new BytesWritable(), 2))
                .isInstanceOf(IOException.class)
                .hasMessage("A row was sent to reduce task [2] of [2]");
    }

    @Test
    void aBufferThatCannotBeIsRefused() throws Exception {
        TaskRun run = new TaskRun("ours", conf(2, 2_048));

        assertThatThrownBy(() -> new SortingCollector(run.context()))
                .isInstanceOf(IOException.class)
                .hasMessage("[mapreduce.task.io.sort.mb] is [2048]: it must be from 1 to 2047");
    }

    @Test
    void isForPlainBytes() {
        assertThat(SortingCollector.isFor(conf(1, 1))).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void leavesEverythingElseToHadoop(Consumer<JobConf> change) {
        JobConf conf = conf(1, 1);
        change.accept(conf);

        assertThat(SortingCollector.isFor(conf)).isFalse();
    }

    static Stream<Consumer<JobConf>> leavesEverythingElseToHadoop() {
        return Stream.of(
                conf -> conf.setMapOutputKeyClass(Text.class),
                conf -> conf.setMapOutputValueClass(Text.class),
                conf -> conf.setOutputKeyComparatorClass(Backwards.class),
                conf -> conf.set(MRJobConfig.COMBINE_CLASS_ATTR, StageCombiner.class.getName()),
                conf -> conf.setBoolean(MRJobConfig.MR_ENCRYPTED_INTERMEDIATE_DATA, true),
                conf -> conf.setInt("mapreduce.task.spill.files.count.limit", 3));
    }

    /** Another order. */
    private static final class Backwards extends WritableComparator {
        Backwards() {
            super(BytesWritable.class);
        }
    }

    private static List<Pairs.Pair> withDistinctKeys(List<Pairs.Pair> pairs) {
        List<Pairs.Pair> distinct = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pairs.Pair pair = pairs.get(i);
            ByteBuffer key = ByteBuffer.allocate(pair.key().length + Integer.BYTES);
            key.put(pair.key()).putInt(i);
            distinct.add(new Pairs.Pair(pair.partition(), key.array(), pair.value()));
        }
        return distinct;
    }

    private static JobConf conf(int partitions, int megabytes) {
        return conf(partitions, megabytes, false);
    }

    private static JobConf conf(int partitions, int megabytes, boolean compresses) {
        JobConf conf = new JobConf();
        conf.setCompressMapOutput(compresses);
        conf.setMapOutputKeyClass(BytesWritable.class);
        conf.setMapOutputValueClass(BytesWritable.class);
        conf.setNumReduceTasks(partitions);
        conf.setInt(MRJobConfig.IO_SORT_MB, megabytes);
        conf.setClass(MRJobConfig.OUTPUT_FORMAT_CLASS_ATTR, NullOutputFormat.class, Object.class);
        return conf;
    }

    /** A map task of Hadoop's, in a directory of its own, of which only the collector is used. */
    private final class TaskRun {
        private final java.nio.file.Path local;
        private final JobConf conf;
        private final Task.TaskReporter reporter;
        private final MapTask task;

        TaskRun(String name, JobConf conf) throws Exception {
            this.local = directory.resolve(name);
            this.conf = conf;
            conf.set(MRConfig.LOCAL_DIR, local.toString());
            JobID job = new JobID("test", 1);
            task =
                    new MapTask(
                            "", new TaskAttemptID("test", 1, TaskType.MAP, 0, 0), 0, new JobSplit.TaskSplitIndex(), 1) {
                        @Override
                        public Progress getSortPhase() {
                            return new Progress();
                        }
                    };
            task.setConf(conf);
            Progress progress = new Progress();
            progress.addPhase("sort");
            reporter = task.new TaskReporter(progress, null);
            task.initialize(conf, job, reporter, true);
        }

        MapOutputCollector.Context context() {
            return new MapOutputCollector.Context(task, conf, reporter);
        }

        void run(MapOutputCollector<BytesWritable, BytesWritable> collector, List<Pairs.Pair> pairs) throws Exception {
            collector.init(context());
            for (Pairs.Pair pair : pairs) {
                collector.collect(new BytesWritable(pair.key()), new BytesWritable(pair.value()), pair.partition());
            }
            collector.flush();
            collector.close();
        }

        long count(TaskCounter counter) {
            return reporter.getCounter(counter).getValue();
        }

        java.nio.file.Path file(String name) {
            return local.resolve("output").resolve(name);
        }

        List<String> files() throws IOException {
            try (Stream<java.nio.file.Path> files = Files.list(local.resolve("output"))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }

        void assertHas(List<Pairs.Pair> pairs, int partitions) throws IOException {
            SpillRecord index = new SpillRecord(
                    new org.apache.hadoop.fs.Path(file("file.out.index").toUri()), conf);
            assertThat(index.size()).isEqualTo(partitions);
            for (int i = 0; i < partitions; i++) {
                assertThat(SpillWriterTest.readByHadoop(conf, file("file.out"), index.getIndex(i)))
                        .as("partition %d", i)
                        .isEqualTo(Pairs.expected(pairs, i));
            }
        }
    }
}
