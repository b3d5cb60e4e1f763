/**
 * Druid's expression language: transforms, expression filters, virtual columns and post-aggregators are written in it.
 *
 * <p>Start at {@link io.isobar.query.expression.Expression}. Text becomes tokens ({@code Lexer}), then nodes that know
 * how to evaluate themselves ({@code Parser}); functions are looked up in {@code FunctionTable}, one class for each
 * family of them.
 */
@NullMarked
package io.isobar.query.expression;

import org.jspecify.annotations.NullMarked;
