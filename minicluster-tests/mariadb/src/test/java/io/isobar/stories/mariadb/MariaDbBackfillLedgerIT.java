package io.isobar.stories.mariadb;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.AbstractBackfillLedgerContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MariaDbBackfillLedgerIT extends AbstractBackfillLedgerContract {
    @Override
    protected DatabaseConfig freshDatabase() throws Exception {
        return MariaDb.fresh();
    }
}
