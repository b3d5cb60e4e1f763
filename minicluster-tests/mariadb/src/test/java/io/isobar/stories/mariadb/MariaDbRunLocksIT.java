package io.isobar.stories.mariadb;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.AbstractRunLocksContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MariaDbRunLocksIT extends AbstractRunLocksContract {
    @Override
    protected DatabaseConfig freshDatabase() throws Exception {
        return MariaDb.fresh();
    }
}
