package io.isobar.indexer.hadoop;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** S3 by the names that it had in Hadoop 2: {@code s3:} and {@code s3n:}, their class and their keys mean {@code s3a:}. */
final class OldS3Names {
    private static final List<String> SCHEMES = List.of("fs.s3.", "fs.s3n.");
    private static final Set<String> REMOVED =
            Set.of("org.apache.hadoop.fs.s3.S3FileSystem", "org.apache.hadoop.fs.s3native.NativeS3FileSystem");
    private static final String PRESENT = "org.apache.hadoop.fs.s3a.S3AFileSystem";
    private static final Map<String, String> KEYS =
            Map.of("awsAccessKeyId", "fs.s3a.access.key", "awsSecretAccessKey", "fs.s3a.secret.key");

    private OldS3Names() {}

    /** Another class than those that Hadoop 3 has no more stays, and so do keys of {@code s3a:}. */
    static void mean(Configuration conf) {
        for (String scheme : SCHEMES) {
            String given = conf.get(scheme + "impl");
            if (given == null || REMOVED.contains(given)) {
                conf.set(scheme + "impl", PRESENT);
            }
            KEYS.forEach((old, name) -> {
                String key = conf.get(scheme + old, "");
                if (!key.isEmpty() && conf.get(name, "").isEmpty()) {
                    conf.set(name, key);
                }
            });
        }
    }
}
