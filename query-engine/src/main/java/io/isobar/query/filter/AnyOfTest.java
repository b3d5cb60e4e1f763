package io.isobar.query.filter;

import io.isobar.query.batch.RowBatch;
import java.util.List;

/** Accepts what at least one of several tests accepts. */
final class AnyOfTest implements BatchTest {
    private final List<BatchTest> tests;
    private final boolean[] scratch = new boolean[RowBatch.SIZE];

    AnyOfTest(List<BatchTest> tests) {
        this.tests = tests;
    }

    @Override
    public void mark(RowBatch batch, boolean[] marks) {
        tests.get(0).mark(batch, marks);
        for (BatchTest test : tests.subList(1, tests.size())) {
            test.mark(batch, scratch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] |= scratch[i];
            }
        }
    }
}
