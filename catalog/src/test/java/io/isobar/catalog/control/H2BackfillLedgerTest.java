package io.isobar.catalog.control;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.TestDatabases;

class H2BackfillLedgerTest extends AbstractBackfillLedgerContract {
    @Override
    protected DatabaseConfig freshDatabase() {
        return TestDatabases.fresh();
    }
}
