package io.isobar.cli.quickstart;

import io.isobar.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** What had to hold, and whether it did. */
final class Checks {
    private record Check(String claim, boolean held, String seen) {}

    private final List<Check> all = new ArrayList<>();

    /** @param seen the numbers behind it */
    void add(String claim, boolean held, String seen) {
        all.add(new Check(claim, held, seen));
    }

    boolean allHeld() {
        return all.stream().allMatch(Check::held);
    }

    String render(String indent) {
        TextTable table = new TextTable("", "what had to hold", "seen");
        all.forEach(check -> table.row(check.held() ? "held" : "FAILED", check.claim(), check.seen()));
        return table.render(indent);
    }
}
