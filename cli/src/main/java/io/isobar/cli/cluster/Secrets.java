package io.isobar.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The secrets of a run. Each side has copies of its own of those that it shares with others: the password of the control
 * database, and the key of the tokens.
 */
public final class Secrets {
    static final String CONTROL_PASSWORD = "control-db.password";
    static final String DC_PASSWORD = "dc-db.password";
    static final String TOKEN_KEY = "token.key";

    private Secrets() {}

    public static void create(RunDirectory run, List<String> dcs) throws IOException {
        SecretFiles files = new SecretFiles();
        Path control = Files.createDirectories(run.secrets("control"));
        Path password = files.password(control.resolve(CONTROL_PASSWORD));
        Path key = files.tokenKey(control.resolve(TOKEN_KEY));
        for (String dc : dcs) {
            Path own = Files.createDirectories(run.secrets(dc));
            files.password(own.resolve(DC_PASSWORD));
            files.copy(password, own.resolve(CONTROL_PASSWORD));
            files.copy(key, own.resolve(TOKEN_KEY));
        }
    }
}
