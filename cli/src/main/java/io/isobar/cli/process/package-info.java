/**
 * Starting other processes of Isobar, knowing when they are ready, and never leaving one behind.
 *
 * <p>Start at {@link io.isobar.cli.process.ChildProcesses} on the parent's side and at
 * {@link io.isobar.cli.process.ParentWatch} on the child's.
 */
@NullMarked
package io.isobar.cli.process;

import org.jspecify.annotations.NullMarked;
