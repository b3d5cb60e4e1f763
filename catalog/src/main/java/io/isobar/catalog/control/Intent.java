package io.isobar.catalog.control;

/**
 * What a process is about to do. Recorded before it acts, so that whoever comes after a crash knows where to look.
 *
 * @param owner who recovers it: {@code controller}, or {@code steward:<dc>}
 * @param dc empty if the step concerns none in particular
 * @param step its name, such as {@code copy}
 * @param attempt from 1
 * @param detail JSON: what to look at
 */
public record Intent(
        String owner, String dataSource, long seq, String dc, String step, int attempt, long epoch, String detail) {}
