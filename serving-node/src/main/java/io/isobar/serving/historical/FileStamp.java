package io.isobar.serving.historical;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system says about a file without reading it. As long as it is the same nobody wrote to the file: the
 * time of the last change of the inode can't be set by whoever writes.
 *
 * @param attributes by name, as {@link Files#readAttributes} gives them
 */
record FileStamp(Map<String, Object> attributes) {
    private static final String UNIX = "unix:ino,size,lastModifiedTime,ctime";
    private static final String ANY = "basic:fileKey,size,lastModifiedTime";

    FileStamp {
        attributes = Map.copyOf(attributes);
    }

    static FileStamp of(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new FileStamp(Files.readAttributes(file, unix ? UNIX : ANY));
    }
}
