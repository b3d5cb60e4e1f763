package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of all fields is what the tables say, by which specs are checked. {@code -Disobar.write-docs=true} writes it anew.
 */
class SpecFieldsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "spec-fields.md");

    private static final String HEAD = """
            # Every field of a spec

            What Isobar makes of each field of Druid's Hadoop specs (0.7 to 36), and its own. This page is written from the
            tables by which specs are checked. Specs in the form of Druid 0.6 mean what they meant there.

            - **same**: read, and means what it means to Druid.
            - **better**: read, and there is more to it here.
            - **no meaning**: accepted, and told when a run begins.
            - **refused**: stops the run before it starts, and says why; its "off" values (`null`, `false`, empty) pass.

            A name that stands in another place than here, or that only Druid's other ways of ingestion have, is passed over as
            Druid passes over it, and told. Any other name was never one of Druid's: it is an error that names the nearest one,
            and with `--lenient` a notice.
            """;

    private final IdentityHashMap<Shape, String> seen = new IdentityHashMap<>();
    private final List<String> rows = new ArrayList<>();

    @Test
    void thePageIsWhatTheTablesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("isobar.write-docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    private String page() {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "A task", Envelope.TASK);
        section(page, "What `index hadoop` read", Envelope.COMMAND_LINE);
        section(page, "Several outputs of one pipeline", Envelope.OUTPUTS);
        section(page, "The parts of one segment", Envelope.ONE_SEGMENT);
        return page.toString();
    }

    private void section(StringBuilder page, String title, Envelope envelope) {
        rows.clear();
        describe("", SpecFields.of(envelope));
        page.append("\n## ").append(title).append("\n\n| where | fields | here | |\n|---|---|---|---|\n");
        rows.forEach(row -> page.append(row).append('\n'));
    }

    private void describe(String path, Shape shape) {
        if (shape instanceof Shape.Also also) {
            describe(path, also.choice());
        } else if (shape instanceof Shape.PlainOr plainOr) {
            describe(path, plainOr.object());
        } else if (shape instanceof Shape.ListOf list) {
            describe(path + "[]", list.element());
        } else if (shape instanceof Shape.MapOf map) {
            describe(path + ".*", map.element());
        } else if (shape instanceof Fields || shape instanceof Choice) {
            String first = seen.putIfAbsent(shape, path);
            if (first == null) {
                all(path, shape);
            } else {
                row(path, "", "same", "as `%s`".formatted(first));
            }
        } else {
            row(path, "", here(shape), why(shape));
        }
    }

    private void all(String path, Shape shape) {
        if (shape instanceof Choice choice) {
            Map<List<String>, List<String>> plain = new LinkedHashMap<>();
            choice.byValue().forEach((value, chosen) -> {
                String named = choice.defaults().contains(value) ? value + ", the default" : value;
                if (isNested(chosen)) {
                    describe("%s(%s %s)".formatted(path, choice.discriminator(), named), chosen);
                } else {
                    plain.computeIfAbsent(List.of(here(chosen), why(chosen)), key -> new ArrayList<>())
                            .add("`" + named + "`");
                }
            });
            plain.forEach((what, values) ->
                    row(path, choice.discriminator() + " " + String.join(", ", values), what.get(0), what.get(1)));
        } else if (shape instanceof Fields fields) {
            Map<List<String>, List<String>> plain = new LinkedHashMap<>();
            Map<String, Shape> nested = new LinkedHashMap<>();
            fields.byName().forEach((name, field) -> {
                if (isNested(field)) {
                    nested.put(name, field);
                } else {
                    plain.computeIfAbsent(List.of(here(field), why(field)), key -> new ArrayList<>())
                            .add("`" + name + "`");
                }
            });
            plain.forEach((what, names) -> row(path, String.join(", ", names), what.get(0), what.get(1)));
            // the spec's own parts first: a pipeline refers to them
            nested.entrySet().stream()
                    .sorted(Comparator.comparing(
                            (Map.Entry<String, Shape> entry) -> entry.getKey().equals("pipeline")))
                    .forEach(entry ->
                            describe(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        }
    }

    private static boolean isNested(Shape shape) {
        return shape instanceof Fields
                || shape instanceof Choice
                || shape instanceof Shape.Also
                || shape instanceof Shape.PlainOr
                || (shape instanceof Shape.ListOf list && isNested(list.element()))
                || (shape instanceof Shape.MapOf map && isNested(map.element()));
    }

    private static String here(Shape shape) {
        return shape instanceof Shape.Better
                ? "better"
                : shape instanceof Shape.Reported ? "no meaning" : shape instanceof Shape.Refused ? "refused" : "same";
    }

    private static String why(Shape shape) {
        if (shape instanceof Shape.Better better) {
            return better.how();
        }
        if (shape instanceof Shape.Reported reported) {
            return reported.why();
        }
        if (shape instanceof Shape.Refused refused) {
            return refused.why();
        }
        return shape instanceof Shape.Only only ? "only `%s`: %s".formatted(only.expected(), only.why()) : "";
    }

    private void row(String path, String names, String here, String why) {
        String where = path.isEmpty() ? "" : "`" + path + "`";
        rows.add("| %s | %s | %s | %s |".formatted(where, names, here, why.replace("|", "\\|")));
    }
}
