package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.catalog.sql.TestDatabases;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {
    @Test
    void theNewestScriptIsTheVersion() throws Exception {
        try (SqlDatabase database = SqlDatabase.open(TestDatabases.fresh(), "control-test");
                ControlDatabase control = ControlDatabase.over(database)) {
            control.migrate();

            assertThat(database.hasVersion(ControlDatabase.SCHEMA_VERSION, "isobar_control_schema"))
                    .isTrue();
            assertThat(database.hasVersion(ControlDatabase.SCHEMA_VERSION + 1, "isobar_control_schema"))
                    .isFalse();
        }
    }

    @Test
    void whoeverOpensFirstMigratesAndWhoComesLaterFindsItDone() throws Exception {
        DatabaseConfig config = TestDatabases.fresh();
        try (ControlDatabase first = ControlDatabase.openCurrent(config)) {
            assertThat(first.isCurrent()).isTrue();
            first.batches().claimHome("flights", "east");
        }
        try (ControlDatabase later = ControlDatabase.openCurrent(config)) {
            assertThat(later.batches().home("flights")).isPresent();
        }
    }
}
