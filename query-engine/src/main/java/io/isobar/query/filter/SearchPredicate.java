package io.isobar.query.filter;

import java.util.List;
import java.util.Locale;

/** Asks whether a value has each of some texts in it. */
final class SearchPredicate extends ValuePredicate {
    private final List<String> texts;
    private final boolean caseSensitive;

    SearchPredicate(List<String> texts, boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
        this.texts = texts.stream().map(this::folded).toList();
    }

    @Override
    boolean matches(String value) {
        String folded = folded(value);
        return texts.stream().allMatch(folded::contains);
    }

    private String folded(String text) {
        return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
    }
}
