/**
 * What both databases have in common: a pool, migrations, transactions that are tried again after a deadlock. Start at
 * {@link io.isobar.catalog.sql.SqlDatabase}.
 */
@NullMarked
package io.isobar.catalog.sql;

import org.jspecify.annotations.NullMarked;
