package io.isobar.query.expression;

import java.util.BitSet;

/**
 * A function of the language. A call is bound once, when the expression is read: what doesn't depend on the row
 * (patterns, periods, time zones) is prepared there.
 */
final class Function {
    /** Makes the node of a call whose number of arguments is right. */
    @FunctionalInterface
    interface Binder {
        Node bind(Call call);
    }

    static final int MANY = Integer.MAX_VALUE;

    private final String name;
    private final int least;
    private final int most;
    private final BitSet arrays = new BitSet();
    private boolean allArrays;
    private final Binder binder;

    Function(String name, int least, int most, Binder binder) {
        this.name = name;
        this.least = least;
        this.most = most;
        this.binder = binder;
    }

    /** Declares which arguments are arrays; for all others, a multi-value column stands for each of its values. */
    Function arrays(int... indexes) {
        for (int index : indexes) {
            arrays.set(index);
        }
        return this;
    }

    Function allArrays() {
        allArrays = true;
        return this;
    }

    boolean takesArray(int index) {
        return allArrays || arrays.get(index);
    }

    String name() {
        return name;
    }

    Node bind(Call call) {
        int count = call.size();
        if (count < least || count > most) {
            throw call.error("takes %s, but is called with [%d]", expected(), count);
        }
        return binder.bind(call);
    }

    private String expected() {
        if (most == MANY) {
            return "[%d] or more arguments".formatted(least);
        }
        return least == most ? "[%d] arguments".formatted(least) : "[%d] to [%d] arguments".formatted(least, most);
    }
}
