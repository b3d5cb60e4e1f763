package io.isobar.indexer;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.SegmentsOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run happens.
 *
 * @param file what to index; of what it reads of segments, {@link SegmentsOrigin} has keys
 * @param dc {@code dc.name}: becomes the home of the datasource
 * @param store {@code indexer.store}: where segments go, default {@code dc.deep-storage}
 * @param control {@code control.database.url}, {@code .user}, {@code .password-file}
 * @param zookeeper {@code control.zookeeper}: tells which runs are alive, default none, which leaves that to the database
 * @param workingPath {@code indexer.working-path}: of intermediate files, default the spec's {@code workingPath}
 * @param tasks {@code indexer.tasks}: how many map or reduce tasks run at once on the local runner, default the number of
 *     processors
 * @param hadoopFiles {@code indexer.hadoop-files}: Hadoop's configuration files, parted by commas, default none, which
 *     means the local runner and the local file system
 * @param hadoopProperties {@code indexer.hadoop-properties}: {@code name=value} parted by semicolons, set after the files. Three more keys
 *     are properties of their own: {@code indexer.ship-jre} ({@code true}, or a directory or {@code .tar.gz}: the Java runtime
 *     that goes along to the tasks of a cluster), {@code indexer.kerberos.principal} and {@code indexer.kerberos.keytab}
 * @param clock the time at which the batch starts
 */
public record IndexRunConfig(
        IndexSpecFile file,
        String dc,
        URI store,
        DatabaseConfig control,
        Optional<String> zookeeper,
        Optional<String> workingPath,
        int tasks,
        List<Path> hadoopFiles,
        Map<String, String> hadoopProperties,
        Clock clock) {
    private static final int MOST_TASKS = 1024;

    /** Without a ZooKeeper. */
    public IndexRunConfig(
            IndexSpecFile file,
            String dc,
            URI store,
            DatabaseConfig control,
            Optional<String> workingPath,
            int tasks,
            List<Path> hadoopFiles,
            Map<String, String> hadoopProperties,
            Clock clock) {
        this(file, dc, store, control, Optional.empty(), workingPath, tasks, hadoopFiles, hadoopProperties, clock);
    }

    public IndexRunConfig {
        hadoopFiles = List.copyOf(hadoopFiles);
        hadoopProperties = Map.copyOf(hadoopProperties);
    }

    /** Reads the keys above. */
    public static IndexRunConfig from(Settings settings, IndexSpecFile file) {
        return new IndexRunConfig(
                file.withOrigin(SegmentsOrigin.from(settings)),
                settings.text("dc.name"),
                settings.optionalUri("indexer.store").orElseGet(() -> settings.uri("dc.deep-storage")),
                DatabaseConfig.from(settings, "control.database"),
                settings.optionalText("control.zookeeper"),
                settings.optionalText("indexer.working-path"),
                settings.integer("indexer.tasks", Runtime.getRuntime().availableProcessors(), 1, MOST_TASKS),
                settings.list("indexer.hadoop-files").stream().map(Path::of).toList(),
                hadoopProperties(settings),
                Clock.systemUTC());
    }

    private static Map<String, String> hadoopProperties(Settings settings) {
        Map<String, String> properties = new HashMap<>(settings.map("indexer.hadoop-properties", ";"));
        Map.of(
                        "indexer.ship-jre", HadoopSetup.SHIP_JRE,
                        "indexer.kerberos.principal", HadoopSetup.KERBEROS_PRINCIPAL,
                        "indexer.kerberos.keytab", HadoopSetup.KERBEROS_KEYTAB)
                .forEach((key, property) ->
                        settings.optionalText(key).ifPresent(value -> properties.put(property, value)));
        return properties;
    }

    /** The same, with a Java runtime sent along to the tasks: {@code true} for the one of this process, or where it is. */
    public IndexRunConfig shippingJre(String jre) {
        Map<String, String> properties = new HashMap<>(hadoopProperties);
        properties.put(HadoopSetup.SHIP_JRE, jre);
        return new IndexRunConfig(
                file, dc, store, control, zookeeper, workingPath, tasks, hadoopFiles, properties, clock);
    }
}
