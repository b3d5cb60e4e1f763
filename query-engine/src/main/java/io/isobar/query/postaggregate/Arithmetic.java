package io.isobar.query.postaggregate;

import io.isobar.query.batch.Numbers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several values joined by one operator from left to right, as doubles; null if one of them is. */
record Arithmetic(String name, Operator operator, List<PostAggregator> fields) implements PostAggregator {
    /** What two numbers become. */
    enum Operator {
        PLUS("+") {
            @Override
            double apply(double left, double right) {
                return left + right;
            }
        },
        MINUS("-") {
            @Override
            double apply(double left, double right) {
                return left - right;
            }
        },
        TIMES("*") {
            @Override
            double apply(double left, double right) {
                return left * right;
            }
        },
        /** Division in which a divisor of 0 gives 0. */
        DIVIDE("/") {
            @Override
            double apply(double left, double right) {
                return right == 0 ? 0 : left / right;
            }
        },
        /** Division as floating-point numbers divide. */
        QUOTIENT("quotient") {
            @Override
            double apply(double left, double right) {
                return left / right;
            }
        },
        POWER("pow") {
            @Override
            double apply(double left, double right) {
                return Math.pow(left, right);
            }
        };

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        abstract double apply(double left, double right);
    }

    @Override
    public @Nullable Object compute(Map<String, @Nullable Object> row) {
        double result = 0;
        for (int i = 0; i < fields.size(); i++) {
            Number value = Numbers.of(fields.get(i).compute(row));
            if (value == null) {
                return null;
            }
            result = i == 0 ? value.doubleValue() : operator.apply(result, value.doubleValue());
        }
        return result;
    }

    @Override
    public Set<String> inputs() {
        Set<String> inputs = new HashSet<>();
        fields.forEach(field -> inputs.addAll(field.inputs()));
        return inputs;
    }
}
