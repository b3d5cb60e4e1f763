package io.isobar.bench.isobar;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender in a JVM of its own, on its own class path. For one thread. */
final class ForkedContender implements AutoCloseable {
    /** One thread each: the collector of garbage must not run beside. Druid looks into the JDK's buffers. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private ForkedContender(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the main class {@code main} with a heap of {@code heapMegabytes}; standard error goes to {@code log}. */
    static ForkedContender start(String name, String classPath, String main, int heapMegabytes, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-cp", classPath, main));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ForkedContender(name, process);
    }

    /** What it is called in tables. */
    String name() {
        return name;
    }

    /** Has it do something, and waits for the answer: the words after {@code ok}. */
    List<String> ask(Object... words) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Object word : words) {
            texts.add(word.toString());
        }
        commands.write(String.join("\t", texts));
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("ok\t")) {
            throw new IOException("%s said [%s] to %s".formatted(name, answer, texts));
        }
        return List.of(answer.substring(3).split("\t", -1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
