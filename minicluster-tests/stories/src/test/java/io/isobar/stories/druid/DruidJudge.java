package io.isobar.stories.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Apache Druid's own library in a JVM of its own: collects segments and questions, and asks them all at once. */
final class DruidJudge {
    /** Druid reads columns through a library that looks into the JDK's buffers. */
    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final Path BUILT = Path.of("..", "druid-oracle", "target");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final ArrayNode jobs = JSON.createArrayNode();

    DruidJudge(Path directory) {
        this.directory = directory;
    }

    /** Asks for all rows of some columns of a segment, and for answers to queries over it. */
    void ask(Path segment, List<String> columns, Collection<JsonNode> queries) {
        ObjectNode job = jobs.addObject().put("segment", segment.toString());
        columns.forEach(job.putArray("columns")::add);
        job.putArray("queries").addAll(List.copyOf(queries));
    }

    /** What Druid says to each: its {@code rows} and its {@code answers}. */
    JsonNode answers() throws IOException, InterruptedException {
        return run(directory, "io.isobar.druid.DruidOracle", jobs);
    }

    /** Runs a program of the oracle's module, which reads questions and writes answers. */
    static JsonNode run(Path directory, String program, JsonNode jobs) throws IOException, InterruptedException {
        Path questions = directory.resolve("jobs.json");
        Path answers = directory.resolve("answers.json");
        Path log = directory.resolve("druid.log");
        JSON.writeValue(questions.toFile(), jobs);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", BUILT.resolve("classes") + ":" + Files.readString(BUILT.resolve("classpath"))));
        command.addAll(List.of(program, questions.toString(), answers.toString()));
        Process druid = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!druid.waitFor(5, TimeUnit.MINUTES)) {
            druid.destroyForcibly();
            throw new IllegalStateException("Druid did not answer in 5 minutes: " + Files.readString(log));
        }
        if (druid.exitValue() != 0) {
            throw new IllegalStateException("Druid failed: " + Files.readString(log));
        }
        return JSON.readTree(answers.toFile());
    }
}
