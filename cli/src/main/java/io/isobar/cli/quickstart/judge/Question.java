package io.isobar.cli.quickstart.judge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A native query with a name.
 *
 * @param name the file's name without its ending
 * @param query the JSON as it stands in the file
 */
public record Question(String name, String query) {
    private static final String ENDING = ".json";

    /** The name without what orders it: {@code 4-flights-a-day} is "flights a day". */
    public String inWords() {
        return name.replaceFirst("^[0-9]+-", "").replace('-', ' ');
    }

    /** Reads all questions of a directory, by name. */
    public static List<Question> readAll(Path directory) throws IOException {
        List<Question> questions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                questions.add(new Question(name.substring(0, name.length() - ENDING.length()), Files.readString(file)));
            }
        }
        if (questions.isEmpty()) {
            throw new IOException(
                    "Directory [%s] has no questions: it should hold one .json file each".formatted(directory));
        }
        questions.sort(Comparator.comparing(Question::name));
        return List.copyOf(questions);
    }
}
