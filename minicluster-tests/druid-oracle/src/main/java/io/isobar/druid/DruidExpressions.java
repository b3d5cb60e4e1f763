package io.isobar.druid;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.druid.guice.ExpressionModule;
import org.apache.druid.math.expr.Expr;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.math.expr.ExpressionProcessing;
import org.apache.druid.math.expr.InputBindings;
import org.apache.druid.math.expr.Parser;

/**
 * Evaluates expressions with Apache Druid's own library: {@code DruidExpressions JOB VALUES}.
 *
 * <p>JOB is {@code {"row": {name: value…}, "expressions": [text…]}}. VALUES becomes an array of texts in the same order:
 * {@code 3}, {@code 3.0}, {@code 'foo'}, {@code [1, null]}; a failure is {@code ! } and its message.
 */
public final class DruidExpressions {
    private DruidExpressions() {}

    /** Reads the job and writes the values. */
    @SuppressWarnings(
            "deprecation") // bindings that find out types by themselves: the row has no columns that know them
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        ExpressionProcessing.initializeForTests();
        ObjectMapper json = new ObjectMapper().enable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS);
        JsonNode job = json.readTree(new File(args[0]));
        Expr.ObjectBinding row = InputBindings.forMap(row(json, job.path("row")));
        ExprMacroTable macros = new ExprMacroTable(macros());
        ArrayNode values = json.createArrayNode();
        for (JsonNode expression : job.path("expressions")) {
            values.add(value(expression.asText(), macros, row));
        }
        json.writeValue(new File(args[1]), values);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(ObjectMapper json, JsonNode row) throws IOException {
        return (Map<String, Object>) json.treeToValue(row, Map.class);
    }

    /** Those of the module that a Druid server loads, as far as they need nothing injected. */
    private static List<ExprMacroTable.ExprMacro> macros() throws ReflectiveOperationException {
        List<ExprMacroTable.ExprMacro> macros = new ArrayList<>();
        for (Class<? extends ExprMacroTable.ExprMacro> macro : ExpressionModule.EXPR_MACROS) {
            for (var constructor : macro.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 0) {
                    constructor.setAccessible(true);
                    macros.add((ExprMacroTable.ExprMacro) constructor.newInstance());
                }
            }
        }
        return macros;
    }

    private static String value(String expression, ExprMacroTable macros, Expr.ObjectBinding row) {
        try {
            return literal(Parser.parse(expression, macros).eval(row).value());
        } catch (RuntimeException e) {
            return "! " + e.getMessage();
        }
    }

    private static String literal(Object value) {
        if (value instanceof String) {
            return "'" + value + "'";
        }
        if (value instanceof Object[]) {
            return Arrays.stream((Object[]) value)
                    .map(DruidExpressions::literal)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }
}
