package org.apache.hadoop.io;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Stands in for Hadoop's class of this name, which on a cluster with Kerberos opens map output by native code alone, so as to
 * check its owner. Nobody publishes that code for the build, and here all containers run as one user.
 */
public final class SecureIOUtils {
    private SecureIOUtils() {}

    /** Opens without asking who the owner is. */
    public static RandomAccessFile openForRandomRead(File file, String mode, String owner, String group)
            throws IOException {
        return new RandomAccessFile(file, mode);
    }

    /** Opens without asking who the owner is. */
    public static FSDataInputStream openFSDataInputStream(File file, String owner, String group) throws IOException {
        return FileSystem.getLocal(new Configuration()).getRaw().open(new Path(file.getAbsolutePath()));
    }

    /** Opens without asking who the owner is. */
    public static FileInputStream openForRead(File file, String owner, String group) throws IOException {
        return new FileInputStream(file);
    }

    /** Creates a file that must not be there yet. */
    public static FileOutputStream createForWrite(File file, int permissions) throws IOException {
        try {
            Files.newByteChannel(
                            file.toPath(),
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))
                    .close();
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(e);
        }
        return new FileOutputStream(file);
    }

    /** As its namesake. */
    public static final class AlreadyExistsException extends IOException {
        private static final long serialVersionUID = 1L;

        AlreadyExistsException(Throwable cause) {
            super(cause);
        }
    }
}
