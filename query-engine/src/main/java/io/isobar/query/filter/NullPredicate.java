package io.isobar.query.filter;

import io.isobar.segment.column.StringColumn;
import java.util.BitSet;

/** Asks for null, and nothing else. */
final class NullPredicate extends ValuePredicate {
    @Override
    boolean matches(String value) {
        return false;
    }

    @Override
    boolean matches(long value) {
        return false;
    }

    @Override
    boolean matches(double value) {
        return false;
    }

    @Override
    boolean matchesFloat(float value) {
        return false;
    }

    @Override
    boolean matchesNull() {
        return true;
    }

    @Override
    BitSet ids(StringColumn column) {
        return new BitSet();
    }
}
