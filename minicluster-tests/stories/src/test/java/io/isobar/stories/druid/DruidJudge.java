package io.isobar.stories.druid;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    /** Rows may have texts that are no sound Unicode; escaped, they come through. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Druid druid;
    private final Path directory;
    private final ArrayNode jobs = JSON.createArrayNode();

    /** Which Druid. */
    enum Druid {
        DRUID_33("druid-33-oracle"),
        DRUID_37("druid-oracle");

        private final Path built;

        Druid(String module) {
            this.built = Path.of("..", module, "target");
        }
    }

    /** A judge that leaves its questions, its answers and its log in {@code directory}. */
    DruidJudge(Druid druid, Path directory) {
        this.druid = druid;
        this.directory = directory;
    }

    /** Asks for all rows of some columns of a segment, and for answers to queries over it. */
    void ask(Path segment, List<String> columns, Collection<JsonNode> queries) {
        job(segment, columns).putArray("queries").addAll(List.copyOf(queries));
    }

    /** Has Druid write a segment of {@code rows}, see its {@code DruidWriter}, and asks for the rows it finds there. */
    void write(Path segment, List<String> columns, JsonNode rows) {
        job(segment, columns).set("write", rows);
    }

    /** The same, and asks for answers to queries over the segment. */
    void write(Path segment, List<String> columns, JsonNode rows, Collection<JsonNode> queries) {
        ObjectNode job = job(segment, columns);
        job.set("write", rows);
        job.putArray("queries").addAll(List.copyOf(queries));
    }

    private ObjectNode job(Path segment, List<String> columns) {
        ObjectNode job = jobs.addObject().put("segment", segment.toString());
        columns.forEach(job.putArray("columns")::add);
        return job;
    }

    /** What Druid says to each: its {@code rows} and its {@code answers}, and of what it wrote its {@code metrics}. */
    JsonNode answers() throws IOException, InterruptedException {
        return run(druid, directory, "io.isobar.druid.DruidOracle", jobs);
    }

    /** Runs a program of the oracle's module, which reads questions and writes answers. */
    static JsonNode run(Druid druid, Path directory, String program, JsonNode jobs)
            throws IOException, InterruptedException {
        Path questions = directory.resolve(druid + "-jobs.json");
        Path answers = directory.resolve(druid + "-answers.json");
        Path log = directory.resolve(druid + ".log");
        JSON.writeValue(questions.toFile(), jobs);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of(
                "-cp", druid.built.resolve("classes") + ":" + Files.readString(druid.built.resolve("classpath"))));
        command.addAll(List.of(program, questions.toString(), answers.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("Druid did not answer in 5 minutes: " + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("Druid failed: " + Files.readString(log));
        }
        return JSON.readTree(answers.toFile());
    }
}
