package io.isobar.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    private Path directory;

    private final SecretFiles secrets = new SecretFiles();

    @Test
    void nobodyElseCanReadAPassword() throws Exception {
        Path file = secrets.password(directory.resolve("password"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void noTwoPasswordsAreTheSame() throws Exception {
        assertThat(Files.readString(secrets.password(directory.resolve("one"))))
                .isNotEqualTo(Files.readString(secrets.password(directory.resolve("two"))));
    }

    @Test
    void aTokenKeyNamesItself() throws Exception {
        assertThat(Files.readString(secrets.tokenKey(directory.resolve("key")))).matches("k1:[A-Za-z0-9+/]{43}=\\R");
    }

    @Test
    void neverOverwritesASecretInUse() throws Exception {
        Path file = secrets.password(directory.resolve("password"));

        assertThatThrownBy(() -> secrets.password(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
