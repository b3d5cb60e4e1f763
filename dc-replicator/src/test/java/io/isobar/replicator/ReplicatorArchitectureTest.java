package io.isobar.replicator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicatorArchitectureTest {
    private static final JavaClasses REPLICATOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.isobar.replicator");

    @Test
    void rolloutIsPure() {
        classes()
                .that()
                .resideInAPackage("..rollout..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "..rollout..",
                        "io.isobar.catalog",
                        "io.isobar.catalog.control",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify.annotations")
                .check(REPLICATOR);
        noClasses()
                .that()
                .resideInAPackage("..rollout..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Ledger")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Database")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(REPLICATOR);
    }

    @Test
    void knowsNeitherServingNorIndexingNorHadoop() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.isobar.serving..",
                        "io.isobar.indexer..",
                        "io.isobar.hadoop..",
                        "io.isobar.cli..",
                        "org.apache.hadoop..")
                .check(REPLICATOR);
    }

    @Test
    void controllerAndStewardNeverCallEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..controller..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..steward..")
                .check(REPLICATOR);
        noClasses()
                .that()
                .resideInAPackage("..steward..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..controller..")
                .check(REPLICATOR);
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("io.isobar.replicator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(REPLICATOR);
    }

    @Test
    void nobodySleepsOrReadsTheClockBehindATestsBack() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(REPLICATOR);
    }
}
