package io.isobar.serving;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ServingArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar.serving");

    @Test
    void servingKnowsNeitherTheIndexerNorTheReplicatorNorHadoop() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.isobar.indexer..", "io.isobar.replicator..", "io.isobar.hadoop..", "org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void rolesMeetOnTheWireAlone() {
        for (String role : new String[] {"historical", "coordinator", "broker", "router"}) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.isobar.serving." + role + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.isobar.serving." + role + "..")
                    .check(CLASSES);
        }
    }

    @Test
    void theRouterKnowsNeitherSegmentsNorDatabasesNorZooKeeper() {
        noClasses()
                .that()
                .resideInAPackage("io.isobar.serving.router..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.isobar.segment..",
                        "io.isobar.catalog.dc..",
                        "io.isobar.serving.cluster..",
                        "io.isobar.serving.releases..",
                        "org.apache.curator..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("io.isobar.serving.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void jettyStaysBehindThePackageHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.isobar.serving.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }
}
