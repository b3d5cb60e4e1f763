package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** What tells whether an input file is the same as before: of local files the content, of others length and time of change. */
final class FileIdentity {
    private FileIdentity() {}

    static String of(FileStatus status, Configuration conf) throws IOException {
        String file = status.getPath() + " " + status.getLen() + " ";
        String scheme = status.getPath().toUri().getScheme();
        return scheme == null || scheme.equals("file")
                ? file + sha256(status, conf)
                : file + status.getModificationTime();
    }

    private static String sha256(FileStatus status, Configuration conf) throws IOException {
        try (InputStream in = status.getPath().getFileSystem(conf).open(status.getPath())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
