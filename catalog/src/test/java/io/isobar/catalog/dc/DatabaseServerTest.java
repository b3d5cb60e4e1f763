package io.isobar.catalog.dc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseServerTest {
    @TempDir
    private Path directory;

    private Path passwordFile;

    @BeforeEach
    void writesAPassword() throws IOException {
        passwordFile = Files.writeString(directory.resolve("password"), "secret\n");
    }

    @Test
    void keepsItsDatabasesOverARestart() throws Exception {
        try (DatabaseServer server = start("control");
                Connection connection = DriverManager.getConnection(server.url("control"), "isobar", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INT)");
            statement.execute("INSERT INTO t VALUES (42)");
        }
        try (DatabaseServer server = start("control");
                Connection connection = DriverManager.getConnection(server.url("control"), "isobar", "secret");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT a FROM t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void refusesAWrongPasswordAndADatabaseThatItDoesNotServe() throws Exception {
        try (DatabaseServer server = start("control")) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url("control"), "isobar", "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Wrong user name or password");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url("other"), "isobar", "secret")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not found");
        }
    }

    @Test
    void readsNoFileOutsideOfItsDirectory() throws Exception {
        DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("outside"), "isobar", "secret")
                .close();
        try (DatabaseServer server = start("control")) {
            String outside = "jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(server.port(), directory.resolve("outside"));

            assertThatThrownBy(() -> DriverManager.getConnection(outside, "isobar", "secret")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("outside");
        }
    }

    @Test
    void refusesToStartWithAnotherPasswordThanItsDatabasesHave() throws Exception {
        start("control").close();
        Files.writeString(passwordFile, "another");

        assertThatThrownBy(() -> start("control").close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("as user [isobar]: Wrong user name or password");
        assertThatThrownBy(() -> start("../control").close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid database [../control]");
    }

    @Test
    void refusesAnEmptyPassword() throws Exception {
        Files.writeString(passwordFile, "\n");
        assertThatThrownBy(() -> start("control").close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is empty: write a password into it");
    }

    private DatabaseServer start(String database) throws IOException {
        return DatabaseServer.start(directory.resolve("db"), 0, "isobar", passwordFile, database);
    }
}
