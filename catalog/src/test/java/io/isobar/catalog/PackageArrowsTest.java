package io.isobar.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** Which package of the catalog may know which. */
class PackageArrowsTest {
    private static final JavaClasses CATALOG = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar.catalog");

    @Test
    void theModelIsPure() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.catalog")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.net..",
                        "java.sql..",
                        "javax.sql..",
                        "java.time..",
                        "org.slf4j..",
                        "org.jdbi..",
                        "org.apache..",
                        "io.isobar.catalog.*..")
                .because("releases, manifests and views are values: no I/O, no clock")
                .check(CATALOG);
    }

    @Test
    void jdbcStaysWhereTheDatabasesAre() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.isobar.catalog.sql..", "io.isobar.catalog.control..", "io.isobar.catalog.dc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..")
                .check(CATALOG);
    }

    @Test
    void theTwoDatabasesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.catalog.control..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.isobar.catalog.dc..")
                .check(CATALOG);
        noClasses()
                .that()
                .resideInAPackage("io.isobar.catalog.dc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.isobar.catalog.control..")
                .check(CATALOG);
    }

    @Test
    void zooKeeperStaysInDiscovery() {
        classes()
                .that()
                .resideOutsideOfPackage("io.isobar.catalog.discovery..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.apache.zookeeper..", "org.apache.curator..")
                .check(CATALOG);
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        SlicesRuleDefinition.slices()
                .matching("io.isobar.catalog.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CATALOG);
    }
}
