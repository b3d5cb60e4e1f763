package io.isobar.cli.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** A process that this one started didn't do what it was started for. The message ends with its last lines. */
public final class ChildFailedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int TAIL_BYTES = 2000;

    ChildFailedException(ChildSpec spec, String problem) {
        super("Process [%s] %s; its output is in [%s]%s".formatted(spec.name(), problem, spec.console(), tail(spec)));
    }

    private static String tail(ChildSpec spec) {
        try (RandomAccessFile file = new RandomAccessFile(spec.console().toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "" : " and ends with:\n" + text.indent(4).stripTrailing();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
