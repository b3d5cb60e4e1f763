package io.isobar.query.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page lists the functions that there are. {@code -Disobar.write-docs=true} writes the list anew. */
class ExpressionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "expressions.md");
    private static final String FROM = "## Functions\n\n";
    private static final String TO = "\n\n## ";

    @Test
    void thePageListsTheFunctions() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(FROM) + FROM.length();
        int to = page.indexOf(TO, from);
        String functions = "`" + String.join("` `", new TreeSet<>(FunctionTable.names())) + "`";
        if (Boolean.getBoolean("isobar.write-docs")) {
            Files.writeString(PAGE, page.substring(0, from) + functions + page.substring(to));
            return;
        }

        assertThat(page.substring(from, to)).isEqualTo(functions);
    }
}
